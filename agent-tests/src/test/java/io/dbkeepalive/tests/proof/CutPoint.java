package io.dbkeepalive.tests.proof;

/**
 * Where a run is cut.
 *
 * @param call the number of the application's JDBC call, from 1
 * @param exchange the number, from 1, of the request among those of the call; 1 while idle
 */
record CutPoint(CutKind kind, int call, int exchange) {}
