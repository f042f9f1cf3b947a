import { createSocket } from "node:dgram";
import { once } from "node:events";

/**
 * `no line`: the line-authentication host alone has no name, as off the contracted line. `dead IPv6`, `dead IPv4`: an
 * address of each kind, of which that one leads nowhere.
 */
export type DnsMode = "answers" | "no such name" | "no line" | "silent" | "dead IPv6" | "dead IPv4";
/** Of documentation (RFC 5737, RFC 3849): the way there ends here, without a word. */
const NOWHERE = "198.51.100.9";
const NOWHERE_6 = "2001:db8::9";

export type DnsWorld = { readonly gateway: string; readonly gateway6: string; readonly lineHost: string };

/** A DNS server at `gateway` that knows every name, under one address (RFC 1035 4). */
export async function startDns(world: DnsWorld) {
  let mode: DnsMode = "answers";
  const socket = createSocket("udp4");
  const asked = new Set<string>();
  socket.on("message", (query, from) => {
    asked.add(nameIn(query));
    if (mode === "silent") return;
    socket.send(dnsAnswer(query, mode, world), from.port, from.address);
  });
  socket.bind(53, world.gateway);
  await once(socket, "listening");
  return {
    asked,
    become: (next: DnsMode) => {
      mode = next;
    },
    close: () => socket.close(),
  };
}

/** The question's name: labels, each led by its length (RFC 1035 4.1.2). */
function nameIn(query: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; at < query.length && query[at] !== 0; at += 1 + (query[at] ?? 0))
    labels.push(query.toString("latin1", at + 1, at + 1 + (query[at] ?? 0)));
  return labels.join(".");
}

/** The kinds of question, as numbers (RFC 1035 3.2.2, RFC 3596 2.1). */
const [A, AAAA] = [1, 28];

function addressOf(kind: number, mode: DnsMode, { gateway, gateway6 }: DnsWorld): number[] | null {
  if (kind === A) return (mode === "dead IPv4" ? NOWHERE : gateway).split(".").map(Number);
  if (kind !== AAAA || !mode.startsWith("dead")) return null;
  return bytesOf(mode === "dead IPv6" ? NOWHERE_6 : gateway6);
}

/** Of an IPv6 address with one `::`. */
function bytesOf(address: string): number[] {
  const [before = [], after = []] = address.split("::").map((part) => part.split(":"));
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);
}

function dnsAnswer(query: Buffer, mode: DnsMode, world: DnsWorld): Buffer {
  const isLine = query.includes(world.lineHost.split(".")[0] ?? "");
  const known = mode !== "no such name" && !(mode === "no line" && isLine);
  const end = query.indexOf(0, 12) + 5;
  const question = query.subarray(12, end);
  const kind = query.readUInt16BE(end - 4);
  const address = known ? addressOf(kind, mode, world) : null;
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(address === null ? 0 : 1, 6);
  if (address === null) return Buffer.concat([head, question]);
  const record = Buffer.from([0xc0, 12, 0, kind, 0, 1, 0, 0, 0, 0, 0, address.length, ...address]);
  return Buffer.concat([head, question, record]);
}
