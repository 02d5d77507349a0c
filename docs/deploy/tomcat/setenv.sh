# $CATALINA_BASE/bin/setenv.sh: catalina.sh reads it at each start.
#
# CATALINA_OPTS and not JAVA_OPTS: catalina.sh gives the latter to the JVM of `catalina.sh stop`
# as well, which would start an agent only to end again.
CATALINA_OPTS="$CATALINA_OPTS -javaagent:/opt/dbkeepalive/dbkeepalive.jar=config=$CATALINA_BASE/conf/dbkeepalive.properties"
