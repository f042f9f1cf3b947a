import { z } from "zod";

const node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});

/** The fields that there are at a place in a file, as its schema says. */
export function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const whole = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const there = path.reduce<readonly unknown[]>(
    (nodes, part) =>
      forms(nodes).flatMap(({ properties, items }) => [properties?.[String(part)], items].filter(isSaid)),
    [whole],
  );
  return forms(there).flatMap(({ properties }) => Object.keys(properties ?? {}));
}

const isSaid = (one: unknown) => one !== undefined;

/** What can't be read as a node has no fields. */
function forms(nodes: readonly unknown[]): readonly z.infer<typeof node>[] {
  return nodes.flatMap((one) => {
    const { data } = node.safeParse(one);
    return data === undefined ? [] : [data, ...forms([...(data.anyOf ?? []), ...(data.oneOf ?? [])])];
  });
}
