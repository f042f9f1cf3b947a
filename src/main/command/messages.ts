import { z } from "zod";
import { type CommandHello, type CommandRequest, LONGEST_LOGIN_WAIT } from "../../shared/command.ts";

/** What the server takes: strict, so that a misspelt option is refused and not ignored. */
export const helloSchema: z.ZodType<CommandHello> = z.strictObject({
  hello: z.literal(1),
  token: z.string().max(256),
});

export const requestSchema: z.ZodType<CommandRequest> = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("status") }),
  z.strictObject({
    command: z.literal("login"),
    timeoutSeconds: z.number().min(0).max(LONGEST_LOGIN_WAIT),
  }),
  z.strictObject({ command: z.literal("logout"), forget: z.boolean() }),
  z.strictObject({ command: z.literal("quit") }),
]);
