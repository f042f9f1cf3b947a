import { app } from "electron";
import { say } from "./kit.ts";

const first = app.requestSingleInstanceLock();
say("lock", { first });
if (!first) app.quit();
else {
  app.on("second-instance", (_event, argv, workingDirectory) => {
    say("second", { argument: argv.includes("--open=x"), workingDirectory });
    app.quit();
  });
  await app.whenReady();
  say("waiting");
}
