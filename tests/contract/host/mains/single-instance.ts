import { app } from "electron";
import { say } from "./kit.ts";

const first = app.requestSingleInstanceLock({ from: process.pid });
say("lock", { first });
if (!first) app.quit();
else {
  app.on("second-instance", (_event, argv, workingDirectory, data) => {
    say("second", { argument: argv.includes("--open=x"), workingDirectory, data });
    app.quit();
  });
  await app.whenReady();
  say("waiting");
}
