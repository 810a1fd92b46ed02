package dev.dromedary.schedule;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import java.util.BitSet;

/**
 * What a field of a cron expression matches.
 *
 * @param all whether the field says nothing: a star, or each single one of a star
 */
record FieldValues(BitSet values, boolean all) {
    /** The values of a parsed field that goes from the least to the greatest. */
    static FieldValues of(FieldExpression field, int least, int greatest) {
        BitSet values = new BitSet();
        add(values, field, least, greatest);
        boolean all = field instanceof Always
                || (field instanceof Every every && every.getExpression() instanceof Always && period(every) == 1);
        return new FieldValues(values, all);
    }

    private static void add(BitSet values, FieldExpression field, int least, int greatest) {
        switch (field) {
            case Always all -> range(values, least, greatest, 1);
            case And several -> several.getExpressions().forEach(each -> add(values, each, least, greatest));
            case Between between -> range(values, number(between.getFrom()), number(between.getTo()), 1);
            case Every every -> every(values, every, least, greatest);
            case On on -> values.set(number(on.getTime()));
            default -> throw new IllegalArgumentException(field.asString());
        }
    }

    private static void every(BitSet values, Every every, int least, int greatest) {
        switch (every.getExpression()) {
            case Between between -> range(values, number(between.getFrom()), number(between.getTo()), period(every));
            case On on -> range(values, number(on.getTime()), greatest, period(every));
            default -> range(values, least, greatest, period(every));
        }
    }

    private static void range(BitSet values, int from, int to, int step) {
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private static int period(Every every) {
        return Math.max(1, every.getPeriod().getValue());
    }

    private static int number(FieldValue<?> value) {
        return Integer.parseInt(value.getValue().toString());
    }

    boolean has(int value) {
        return values.get(value);
    }

    /** The least value that is not below this one, or -1. */
    int from(int value) {
        return values.nextSetBit(value);
    }
}
