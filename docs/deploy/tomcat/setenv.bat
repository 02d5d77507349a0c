rem %CATALINA_BASE%\bin\setenv.bat: catalina.bat reads it at each start.
rem
rem CATALINA_OPTS and not JAVA_OPTS: catalina.bat gives the latter to the JVM of "catalina.bat stop"
rem as well, which would start an agent only to end again.
set "CATALINA_OPTS=%CATALINA_OPTS% -javaagent:C:\dbkeepalive\dbkeepalive.jar=config=%CATALINA_BASE%\conf\dbkeepalive.properties"
