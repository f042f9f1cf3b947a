import { z } from "zod";
import type { CommandHello, CommandRequest } from "../../shared/command.ts";
import {
  type ClientCommand,
  COMMAND_NAMES,
  type CommandOption,
  isClientCommand,
  type OperandName,
  operandsOf,
  optionsOf,
} from "../../shared/command-line.ts";
import { LOCKABLE } from "../../shared/locked.ts";

/** What the server takes: strict, so that a misspelt option is refused and not ignored. */
export const helloSchema: z.ZodType<CommandHello> = z.strictObject({
  hello: z.literal(1),
  token: z.string().max(256),
});

/** Made of the entries that `CommandRequest` is the type of: the compiler can't follow fields through a loop. */
export const requestSchema = z.union(
  COMMAND_NAMES.filter(isClientCommand).map(schemaOf),
) as z.ZodType<unknown> as z.ZodType<CommandRequest>;

function schemaOf(command: ClientCommand) {
  const options = optionsOf(command).map(([field, option]) => [field, valueSchema(option)]);
  const operands = operandsOf(command).map((name) => [name, operandSchema(name)]);
  return z.strictObject({ command: z.literal(command), ...Object.fromEntries([...options, ...operands]) });
}

function operandSchema(name: OperandName): z.ZodType {
  return name === "setting" ? z.enum(LOCKABLE) : z.string().min(1).max(4_096);
}

function valueSchema(option: CommandOption): z.ZodType {
  switch (option.kind) {
    case "flag":
      return z.boolean();
    case "file":
      return z.string().max(4_096).nullable();
    case "seconds":
      return z.number().min(0).max(option.most);
  }
}
