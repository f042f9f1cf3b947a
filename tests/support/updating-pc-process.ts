// A PC of updating-pc.ts in a process of its own, to be killed: looks, says that it is ready, installs, and says so.
import { z } from "zod";
import { releaseKey } from "../../src/main/update/package-setup.ts";
import { UpdatingPc } from "./updating-pc.ts";
import { until } from "./wait.ts";

const asked = z
  .object({ url: z.string(), keys: z.array(releaseKey), dir: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ""));
const pc = new UpdatingPc(asked, "appimage", asked.dir);
await pc.look();
console.log("ready");
pc.install();
await until("it is started", () => pc.restarted.length > 0);
console.log("installed");
process.exit(0);
