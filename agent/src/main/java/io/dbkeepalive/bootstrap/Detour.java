package io.dbkeepalive.bootstrap;

/**
 * Entering a call answered with one of these: the driver's own code is left out, see Dispatcher.
 */
public abstract class Detour {}
