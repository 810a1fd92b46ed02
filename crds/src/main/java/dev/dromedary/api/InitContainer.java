package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;

/** The container that brings a program into the pod of a run. */
@PreserveUnknownFields
public class InitContainer extends Extensible {

    public String image;

    @AnyObject
    public ResourceRequirements resources;

    @AnyObject
    public SecurityContext containerSecurityContext;
}
