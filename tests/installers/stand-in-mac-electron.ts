import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "plist";

// A harness: stands in Electron's place where Electron for macOS can't be had. Its folders, links, names and Info.plist are
// Electron's; of its programs only the first bytes and the marks are, by which they are told and changed.

/** `mach_header_64` of a program for Intel Macs. */
const MACH_O_X64 = Buffer.from("cffaedfe07000001030000000200000000000000000000000000000000000000", "hex");
/** The mark of Electron's switches, their version, their number, and each of them; that of the archives' digest, and room for it. */
const MARKS = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09001001110AGbevlPCksUGKNL8TSn7wGmJEuJsXb2A${"\0".repeat(34)}`;

const HELPERS = ["Helper", "Helper (GPU)", "Helper (Plugin)", "Helper (Renderer)"];
const FRAMEWORKS = ["Electron Framework", "Mantle", "ReactiveObjC", "Squirrel"];

export function makeMacElectron(folder: string): void {
  const contents = join(folder, "Electron.app/Contents");
  const write = (path: string, content: string | Buffer, mode = 0o644) => {
    mkdirSync(dirname(join(contents, path)), { recursive: true });
    writeFileSync(join(contents, path), content, { mode });
  };
  const program = (path: string, more = "") =>
    write(path, Buffer.concat([MACH_O_X64, Buffer.from(more, "latin1")]), 0o755);
  program("MacOS/Electron");
  write("Info.plist", info("Electron", { ...MAIN, CFBundleIdentifier: "com.github.Electron" }));
  write("PkgInfo", "APPL????");
  for (const file of ["electron.icns", "default_app.asar", "de.lproj/.keep", "ja.lproj/.keep"])
    write(`Resources/${file}`, "");
  for (const name of FRAMEWORKS) framework(name, contents, program);
  const electron = "Frameworks/Electron Framework.framework/Versions/A";
  program(`${electron}/Electron Framework`, MARKS);
  program(`${electron}/Helpers/chrome_crashpad_handler`);
  for (const name of ["libEGL", "libGLESv2", "libffmpeg", "libvk_swiftshader"])
    program(`${electron}/Libraries/${name}.dylib`);
  for (const language of ["de", "en", "ja"])
    write(`${electron}/Resources/${language}.lproj/locale.pak`, language);
  program("Frameworks/Squirrel.framework/Versions/A/Resources/ShipIt");
  for (const helper of HELPERS) {
    const name = `Electron ${helper}`;
    program(`Frameworks/${name}.app/Contents/MacOS/${name}`);
    write(
      `Frameworks/${name}.app/Contents/Info.plist`,
      info(name, { CFBundleIdentifier: "com.github.Electron.helper" }),
    );
  }
  for (const name of ["LICENSE", "LICENSES.chromium.html"]) writeFileSync(join(folder, name), name);
  writeFileSync(join(folder, "version"), "45.4.1");
}

/** A framework's folder: one version, and links to what is in it. */
function framework(name: string, contents: string, program: (path: string) => void): void {
  const folder = `Frameworks/${name}.framework`;
  program(`${folder}/Versions/A/${name}`);
  mkdirSync(join(contents, folder, "Versions/A/Resources"), { recursive: true });
  symlinkSync("A", join(contents, folder, "Versions/Current"));
  for (const part of [name, "Resources"])
    symlinkSync(`Versions/Current/${part}`, join(contents, folder, part));
}

const MAIN = {
  CFBundleIconFile: "electron.icns",
  LSApplicationCategoryType: "public.app-category.developer-tools",
  LSMinimumSystemVersion: "13.0",
  NSAppTransportSecurity: { NSAllowsArbitraryLoads: true },
  NSBluetoothAlwaysUsageDescription: "This app needs access to Bluetooth",
  NSCameraUsageDescription: "This app needs access to the camera",
  NSHighResolutionCapable: true,
  NSMainNibFile: "MainMenu",
  NSPrincipalClass: "AtomApplication",
};

function info(name: string, more: Parameters<typeof build>[0] & object): string {
  return build({
    CFBundleDisplayName: name,
    CFBundleExecutable: name,
    CFBundleName: "Electron",
    CFBundlePackageType: "APPL",
    CFBundleShortVersionString: "45.4.1",
    CFBundleVersion: "45.4.1",
    ...more,
  });
}
