import { app, utilityProcess } from "electron";
import { live, next, say } from "./kit.ts";

live(async () => {
  await app.whenReady();
  const script = new URL("utility-script.cjs", import.meta.url).pathname;
  const start = (mode: string) =>
    utilityProcess.fork(script, [mode], {
      serviceName: "contract",
      stdio: "pipe",
      env: { ...process.env, GIVEN: "yes" },
    });

  const child = start("talk");
  const early: unknown[] = [];
  child.on("message", (message) => early.push(message));
  await next(child, "spawn");
  say("spawned", { pid: typeof child.pid });
  child.postMessage({ ask: 2, bytes: new Uint8Array([1, 2]) });
  await next(child, "message");
  say("answered", { early });
  const exit = next(child, "exit");
  say("killed", { killed: child.kill() });
  await exit;
  say("after-kill", { pid: child.pid === undefined });

  const [code] = (await next(start("crash"), "exit")) as [number];
  say("crashed", { code });
  app.quit();
});
