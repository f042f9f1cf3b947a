import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { holdsFor } from "./model-run.ts";
import { type Call, type Move, move } from "./tokens-moves.ts";
import { TokensWorld } from "./tokens-world.ts";

const folder = mkdtempSync(join(tmpdir(), "tokens-model-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REACHED = [
  ...["forgetting: unread", "forgetting: foreseen", "forgetting: owed", "forgetting: emptied"],
  ...["held: aside", "held: memory", "unproven: keychain", "unproven: memory"],
  ...["record: here", "record: none", "record: unread", "record: untold"],
  ...["rest: asked", "rest: yes", "rest: unsaved", "unwritten: SESSION_RECORD_UNSAVED"],
];

test("tokens keep their promises whatever keychain, disk, provider and people do, and wherever the client ends", async () => {
  const seen = new Set<string>();
  await holdsFor(
    "tokens",
    3_000,
    fc.asyncProperty(fc.array(move, { maxLength: 24, size: "max" }), async (moves) => {
      const world = new TokensWorld(folder);
      for (const one of moves) await world.play(one);
      await world.settle();
      for (const one of world.seen) seen.add(one);
    }),
  );
  // The random sequences really go where it matters.
  expect([...seen]).toEqual(expect.arrayContaining(REACHED));
});

// What it found, each as it was found.

const login = (sub: "hanako" | "taro", more: Partial<Extract<Call, { do: "login" }>> = {}): Call => ({
  ...{ do: "login", sub, refreshToken: true, takenBack: false },
  ...more,
});
const refresh = (answer: Extract<Call, { do: "refresh" }>["answer"]): Call => ({ do: "refresh", answer });
const call = (what: Call, ends: number | null = null, meanwhile: Call | null = null): Move => ({
  ...{ do: "call", call: what, ends },
  meanwhile: meanwhile === null ? null : { after: 0, call: meanwhile },
});
const fault = (kind: Extract<Move, { do: "fault" }>["fault"]["kind"], times = 1, after = 0): Move => ({
  ...{ do: "fault", fault: { kind, how: "refused", after, times } },
});

test.each<[string, Move[]]>([
  [
    "the record of an ended session goes before its token, behind which an older one may lie",
    [call(login("hanako")), call(refresh("unproven")), call(refresh("ends"), 11)],
  ],
  [
    "what follows a token that had to wait, waits too, and is said to",
    [fault("note read"), call(login("hanako")), call(refresh("unproven"))],
  ],
  [
    "a rest that is asked for while a refresh writes the record isn't written over by it",
    [
      call(login("hanako")),
      {
        ...{ do: "call", call: refresh("keeps"), ends: null },
        meanwhile: { after: 9, call: { do: "leave", level: "rest" } },
      },
    ],
  ],
  [
    "that a former account's session rests doesn't hide that the one in use isn't kept",
    [
      fault("record remove"),
      call(login("taro")),
      call(login("hanako"), null, { do: "leave", level: "rest" }),
    ],
  ],
  [
    "a token that had to wait is said to, also once nothing is in its way any more",
    [fault("note read"), call(login("hanako"), null, { do: "leave", level: "rest" })],
  ],
  [
    "a session that is left while the disk tells nothing is forgotten at the next start",
    [
      call(login("hanako")),
      fault("record read", 9),
      fault("record remove"),
      { do: "restart" },
      call({ do: "leave", level: "switch" }),
    ],
  ],
  [
    "a login without refresh token takes the former session's record before its tokens",
    [
      fault("delete"),
      call(login("hanako")),
      call(refresh("unproven")),
      call(login("taro", { refreshToken: false }), 4),
    ],
  ],
  [
    "a record that couldn't be written says afterwards where the new token is, not the one before",
    [
      call(login("hanako")),
      fault("record write"),
      { do: "pc", named: false },
      { do: "restart" },
      call(login("hanako")),
    ],
  ],
  [
    "what lies under the name of a PC that can be told by now is forgotten, too",
    [
      call(login("taro")),
      { do: "pc", named: false },
      call(login("hanako"), 3),
      call(login("hanako")),
      { do: "pc", named: true },
      call({ do: "leave", level: "forget" }),
    ],
  ],
  [
    "what lies behind a token that has ended isn't sent, also where the disk keeps the record",
    [
      call(login("hanako")),
      { do: "dialog", waits: true },
      call(refresh("unproven")),
      fault("record remove"),
      call(refresh("ends")),
      call(refresh("rotates")),
    ],
  ],
  [
    "an answer that is discarded doesn't take the token along that it was given for",
    [call(login("hanako")), call(refresh("unproven")), call(refresh("another account"))],
  ],
  [
    "a PC that learns its id only later finds what it kept before",
    [{ do: "pc", named: false }, fault("record write"), call(login("hanako"))],
  ],
  [
    "another account's token isn't tried when one in memory is refused",
    [
      ...[call(login("hanako")), fault("probe"), call(login("taro"), null, refresh("invalid"))],
      call(refresh("rotates")),
    ],
  ],
  [
    "one in memory goes with its account",
    [
      ...[fault("record remove"), call(login("hanako")), call(login("taro"))],
      call(login("hanako", { refreshToken: false })),
    ],
  ],
  [
    "a login isn't put where a note still says that all is to be deleted",
    [
      ...[fault("note remove", 9), call(login("hanako", { takenBack: true })), call(login("hanako"))],
      { do: "restart" },
    ],
  ],
  [
    "what an ended client began to forget isn't used to end the provider's session",
    [
      ...[
        call(login("hanako")),
        fault("record read"),
        call({ do: "settle" }, 3, { do: "leave", level: "switch" }),
      ],
      call({ do: "forget" }),
    ],
  ],
  [
    "a token that is kept beside the keychain comes before an older one in it",
    [
      ...[fault("empty"), fault("aside"), call(login("taro")), { do: "keychain", is: "locked" } as const],
      ...[call(login("taro")), call(refresh("anonymous"), 0)],
    ],
  ],
  [
    "a token isn't kept beside an entry that nobody knows",
    [
      call(login("hanako")),
      { do: "fault", fault: { kind: "set", how: "done", after: 0, times: 1 } },
      ...[call(refresh("rotates")), { do: "keychain", is: "locked" } as const],
      ...[call({ do: "open" }, null, refresh("rotates")), { do: "restart" } as const],
    ],
  ],
  [
    "a token that was sent isn't newer than its answer, also where the keychain took it and said no",
    [
      { do: "fault", fault: { kind: "set", how: "done", after: 2, times: 2 } },
      ...[call(login("taro")), call(login("hanako")), call(login("taro"), null, refresh("unproven"))],
      call(login("taro", { refreshToken: false }), null, refresh("ends")),
    ],
  ],
  [
    "a record that is gone although the disk said no is written again for whoever comes back",
    [
      { do: "fault", fault: { kind: "record remove", how: "done", after: 0, times: 1 } },
      ...[fault("record write", 1, 1), call(login("hanako")), call({ do: "leave", level: "rest" })],
      ...[{ do: "keychain", is: "missing" } as const, call(refresh("anonymous"))],
    ],
  ],
  [
    "what lay in the keychain before a login that it didn't take isn't newer than that",
    [
      { do: "fault", fault: { kind: "set", how: "done", after: 2, times: 9 } },
      ...[call(login("taro")), call(refresh("anonymous")), { do: "restart" } as const],
      ...[call(login("taro")), call(refresh("ends"))],
    ],
  ],
  [
    "a disk that takes no note of a logout isn't waited for in vain",
    [
      ...[call(login("hanako")), fault("probe"), call(refresh("rotates"), 0), fault("record write")],
      call({ do: "leave", level: "rest" }),
    ],
  ],
])("%s", async (_what, moves) => {
  const world = new TokensWorld(folder);
  for (const one of moves) await world.play(one);
  await world.settle();
});
