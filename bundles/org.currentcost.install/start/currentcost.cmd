@echo off
rem Starts CurrentCost Workbench: its window without arguments, its command line with a command.
setlocal enabledelayedexpansion
set "home=%~dp0"
set "java="
if defined CURRENTCOST_JAVA set "java=%CURRENTCOST_JAVA%"
if not defined java if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if not defined java for %%J in (java.exe) do set "java=%%~$PATH:J"
if not defined java (
  echo CurrentCost Workbench needs Java 21 or later, and none was found. Install one, or set JAVA_HOME to it. 1>&2
  exit /b 1
)
set "launcher="
for %%L in ("%home%plugins\org.eclipse.equinox.launcher_*.jar") do set "launcher=%%L"
if not defined launcher (
  echo The folder %home% is not complete: the launcher is missing from its plugins folder. Unpack the program again. 1>&2
  exit /b 1
)
set "application=org.currentcost.app.workbench"
for %%C in (record recorder download import imports export verify rebuild backup restore move sources meter tariff feature simulate help --help -h --version -V) do (
  if /i "%~1"=="%%C" set "application=org.currentcost.app.command"
)
set "prepare=1"
set "copies="
for /d %%K in ("%home%p2\kept\0*") do if exist "%%K\complete" set "copies=%%K"
if exist "%home%configuration\org.eclipse.osgi" if not exist "%home%p2\kept\changing" if defined copies (
  fc /b "%home%configuration\config.ini" "!copies!\configuration\config.ini" >nul 2>nul && fc /b "%home%configuration\org.eclipse.equinox.simpleconfigurator\bundles.info" "!copies!\configuration\org.eclipse.equinox.simpleconfigurator\bundles.info" >nul 2>nul && set "prepare="
)
rem True where the program has never started, or what it consists of was left half done or damaged.
if defined prepare for %%J in ("%home%plugins\org.currentcost.install_*.jar") do if defined prepare (
  "%java%" -XX:+UseSerialGC -cp "%%J" org.currentcost.install.StartPreparation "%home%." "%home%configuration" "%java%" -XX:+UseSerialGC -jar "%launcher%" -application org.currentcost.app.command -data @noDefault --version && set "prepare="
)
rem A window is open for weeks and does little: its heap grows late and gives back, and only what runs long is compiled well.
set "window="
if "%application%"=="org.currentcost.app.workbench" set "window=-Xms32m -Xmn16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:Tier3InvocationThreshold=2000 -XX:Tier3MinInvocationThreshold=1000 -XX:Tier3CompileThreshold=4000 -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000"
:start
"%java%" -Xmx512m -XX:+UseSerialGC %window% --enable-native-access=ALL-UNNAMED %CURRENTCOST_VMARGS% "-Dcurrentcost.script=%home%currentcost.cmd" -jar "%launcher%" -application %application% -data @noDefault %*
rem 23 and 24 ask for a start again: p2 does after an installation.
if %errorlevel%==23 goto start
if %errorlevel%==24 goto start
exit /b %errorlevel%
