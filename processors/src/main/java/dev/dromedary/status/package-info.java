/** What users are told: reasons, states, conditions and Events. */
package dev.dromedary.status;
