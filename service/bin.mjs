#!/usr/bin/env node
import { reexecOnNode24 } from "../scripts/node24.mjs";

await reexecOnNode24(new URL("./main.ts", import.meta.url));
