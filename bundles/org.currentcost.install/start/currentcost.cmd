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
set "first=%~1"
set "letter="
if defined first set "letter=%first:~0,1%"
for %%L in (a b c d e f g h i j k l m n o p q r s t u v w x y z) do if "%letter%"=="%%L" set "application=org.currentcost.app.command"
for %%C in (--help -h --version -V) do if "%first%"=="%%C" set "application=org.currentcost.app.command"
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
rem Exclamation marks in arguments and folders are theirs from here on.
setlocal disabledelayedexpansion
rem A command runs on a class path of what is installed: it has answered before the platform would have started. Where the
rem list of what is installed is none of ours to read, the platform starts, which understands all of them.
set "class_path="
set "cli="
set "missing="
set "list=%home%configuration\org.eclipse.equinox.simpleconfigurator\bundles.info"
if not "%application%"=="org.currentcost.app.command" goto platform
if "%first%"=="feature" goto platform
if not exist "%list%" goto platform
for /f "usebackq eol=# tokens=1-3 delims=," %%A in ("%list%") do call :bundle "%%A" "%%C"
if not defined cli goto platform
if defined missing goto platform
set "short=-XX:TieredStopAtLevel=1 -XX:Tier3InvocationThreshold=2000 -XX:Tier3MinInvocationThreshold=1000 -XX:Tier3CompileThreshold=4000"
for %%C in (record recorder download simulate import rebuild verify) do if "%first%"=="%%C" set "short="
if "%first%"=="import" set "short=-XX:FreqInlineSize=100"
"%java%" -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED %short% %CURRENTCOST_VMARGS% "-Dcurrentcost.launcher=%launcher%" -Dcurrentcost.configuration= "-Dcurrentcost.script=%home%currentcost.cmd" "-Dcurrentcost.bundles=%list%" -cp "%class_path:~1%" org.currentcost.cli.Program %*
exit /b %errorlevel%

rem Adds the file of a bundle to the class path, but for the window, the platform and what they need.
:bundle
set "id=%~1."
set "use=1"
if "%id:~0,20%"=="org.currentcost.app." set "use="
if "%id:~0,29%"=="org.currentcost.translations." set "use="
if "%id:~0,19%"=="org.currentcost.ui." set "use="
if "%id:~0,12%"=="org.eclipse." set "use="
if "%id:~0,11%"=="org.apache." set "use="
if "%id:~0,9%"=="org.osgi." set "use="
if "%id:~0,14%"=="org.objectweb." set "use="
if "%id:~0,10%"=="org.sat4j." set "use="
if "%id:~0,12%"=="org.tukaani." set "use="
if "%id:~0,8%"=="org.w3c." set "use="
if "%id:~0,5%"=="bcpg." set "use="
if "%id:~0,7%"=="bcprov." set "use="
if "%id:~0,7%"=="bcutil." set "use="
if "%id:~0,17%"=="com.github.weisj." set "use="
if "%id:~0,12%"=="com.ibm.icu." set "use="
if "%id:~0,12%"=="com.sun.jna." set "use="
if "%first%.%id%"=="recorder.com.sun.jna." set "use=1"
if "%id:~0,8%"=="jakarta." set "use="
if "%id:~0,17%"=="org.eclipse.paho." set "use=1"
if "%id:~0,18%"=="org.eclipse.lsp4j." set "use=1"
if "%id%"=="org.currentcost.cli." set "cli=1"
if not defined use exit /b 0
if not exist "%home%%~2" set "missing=1"
set "class_path=%class_path%;%home%%~2"
exit /b 0

:platform
rem A window is open for weeks and does little: its heap grows late and gives back, and only what runs long is compiled well.
set "window="
if "%application%"=="org.currentcost.app.workbench" set "window=-Xms32m -Xmn16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:-ShrinkHeapInSteps -XX:MetaspaceSize=64m -XX:Tier3InvocationThreshold=2000 -XX:Tier3MinInvocationThreshold=1000 -XX:Tier3CompileThreshold=4000 -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000"
:start
set "nl="
if defined CURRENTCOST_LANGUAGE set "nl=-nl %CURRENTCOST_LANGUAGE%"
if defined CURRENTCOST_LANGUAGE goto run
rem The window may have chosen a language, which a file keeps. One with anything but letters, hyphens and underscores, of less
rem than 2 or more than 20 letters or beginning with a hyphen chooses nothing, and never becomes part of the command.
set "language=%home%configuration\currentcost.language"
set "wrong="
if not exist "%language%" goto run
for /f "usebackq eol=_ delims=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_- " %%L in ("%language%") do set "wrong=1"
if defined wrong goto run
for /f "usebackq eol=_ tokens=1" %%L in ("%language%") do set "nl=%%L"
if not defined nl goto run
if "%nl:~0,1%"=="-" set "nl="
if defined nl if "%nl:~1,1%"=="" set "nl="
if defined nl if not "%nl:~20,1%"=="" set "nl="
if defined nl set "nl=-nl %nl:-=_%"
:run
"%java%" -Xmx512m -XX:+UseSerialGC %window% --enable-native-access=ALL-UNNAMED %CURRENTCOST_VMARGS% "-Dcurrentcost.script=%home%currentcost.cmd" -jar "%launcher%" -application %application% -data @noDefault %* %nl%
rem 23 and 24 ask for a start again: p2 does after an installation.
if %errorlevel%==23 goto again
if %errorlevel%==24 goto again
exit /b %errorlevel%
:again
set "CURRENTCOST_AGAIN=yes"
goto start
