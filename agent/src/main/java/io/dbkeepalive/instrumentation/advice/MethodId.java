package io.dbkeepalive.instrumentation.advice;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Stands for the number of the woven JDBC method in the catalogue: a constant in the woven code.
 */
@Retention(RetentionPolicy.RUNTIME)
public @interface MethodId {}
