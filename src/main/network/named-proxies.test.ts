import { describe, expect, test } from "vitest";
import type { ProxyChoice } from "../config/proxy.ts";
import {
  fromEnvironment,
  fromGsettings,
  fromKioslaverc,
  fromRegistry,
  fromScutil,
  namesProxy,
} from "./named-proxies.ts";

const PROXY = "proxy.example:8080";

describe("who may ask a person for an office's password (reliability 30)", () => {
  test.each<[string, ProxyChoice, readonly string[], boolean]>([
    ["the proxy that policy names", { server: "http://Proxy.example:8080/" }, [], true],
    ["another one", { server: "http://other.example:8080" }, [PROXY], false],
    ["one on another port", { server: "http://proxy.example:3128" }, [], false],
    ["one that IT's PAC file leads to", { pac: "https://it.example/proxy.pac" }, [], true],
    ["one that a PAC file in the clear leads to", { pac: "http://wpad.example/wpad.dat" }, [], false],
    ["one that the OS names", "system", ["other.example:80", PROXY], true],
    ["one that only the network told of", "system", [], false],
    ["one where policy wants none", "direct", [PROXY], false],
  ])("%s", async (_what, choice, ofSystem, may) => {
    expect(await namesProxy(choice, async () => ofSystem)(PROXY)).toBe(may);
  });

  test("nobody, where the OS's settings can't be read", async () => {
    expect(await namesProxy("system", () => Promise.reject(new Error("no tool")))(PROXY)).toBe(false);
  });
});

describe("the proxies of an OS's settings, as its tool prints them", () => {
  test("Linux, the environment", () => {
    expect(
      fromEnvironment({
        http_proxy: "http://hanako:secret@proxy.example:8080/",
        HTTPS_PROXY: "other.example",
        all_proxy: "socks5://socks.example",
        auto_proxy: "http://wpad.example/wpad.dat",
      }),
    ).toEqual([PROXY, "other.example:80", "socks.example:1080"]);
    expect(fromEnvironment({ http_proxy: "", https_proxy: "http://" })).toEqual([]);
  });

  const gnome = (mode: string) => `org.gnome.system.proxy autoconfig-url 'http://wpad.example/wpad.dat'
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8']
org.gnome.system.proxy mode '${mode}'
org.gnome.system.proxy.http enabled false
org.gnome.system.proxy.http host 'proxy.example'
org.gnome.system.proxy.http port 8080
org.gnome.system.proxy.https host ''
org.gnome.system.proxy.https port 0
`;
  test("Linux, GNOME", () => {
    expect(fromGsettings(gnome("manual"))).toEqual([PROXY]);
    expect(fromGsettings(gnome("auto"))).toEqual([]);
    expect(fromGsettings(gnome("none"))).toEqual([]);
    expect(fromGsettings("")).toEqual([]);
  });

  const kde = (type: number) => `[$Version]
update_info=kioslave.upd:proxy
[Proxy Settings]
NoProxyFor=
ProxyType=${type}
httpProxy=http://proxy.example 8080
httpsProxy=http://other.example:3128
socksProxy=
[Other]
ftpProxy=http://no.example 1
`;
  test("Linux, KDE", () => {
    expect(fromKioslaverc(kde(1))).toEqual([PROXY, "other.example:3128"]);
    expect(fromKioslaverc(kde(2))).toEqual([]);
    expect(fromKioslaverc("")).toEqual([]);
  });

  test("Windows", () => {
    expect(fromRegistry(1, "proxy.example:8080")).toEqual([PROXY]);
    expect(fromRegistry(1, "http=proxy.example:8080;https=other.example:443")).toEqual([
      PROXY,
      "other.example:443",
    ]);
    expect(fromRegistry(0, "proxy.example:8080")).toEqual([]);
    expect(fromRegistry(1, " ")).toEqual([]);
    expect(fromRegistry(null, null)).toEqual([]);
  });

  test("macOS", () => {
    const output = `<dictionary> {
  HTTPEnable : 1
  HTTPPort : 8080
  HTTPProxy : proxy.example
  HTTPSEnable : 0
  HTTPSPort : 443
  HTTPSProxy : other.example
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://wpad.example/wpad.dat
}
`;
    expect(fromScutil(output)).toEqual([PROXY]);
    expect(fromScutil("")).toEqual([]);
  });
});
