import { app } from "electron";
import { live, say } from "./kit.ts";

live(async () => {
  const first = app.requestSingleInstanceLock();
  say("lock", { first });
  if (!first) app.quit();
  else {
    app.on("second-instance", (_event, argv, workingDirectory) => {
      say("second", { argument: argv.includes("--open=x"), workingDirectory });
      // Whoever ends within this handler hands the lock to the second start.
      setImmediate(() => app.quit());
    });
    await app.whenReady();
    say("waiting");
  }
});
