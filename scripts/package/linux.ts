import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { run } from "../pinned-package.mjs";
import { root } from "../run-command.ts";
import { licences } from "./licences.ts";

export const NAME = "storage-service-drive";
const HOME = `/usr/lib/${NAME}`;
/** Nobody else has anything in them. */
const OWN_FOLDERS = [HOME, `/usr/share/doc/${NAME}`];
const SUMMARY = "Desktop client that is logged in to the storage service when the desktop appears";
const DESCRIPTION = [
  "It starts with the desktop, logs in by what it keeps in the desktop's keychain,",
  "and stays in the tray. storage-drive is its command line, for scripts and for",
  "whoever has to find out why a PC isn't logged in.",
];
const sources = join(root, "build/linux");
const source = (name: string) => readFileSync(join(sources, name), "utf8");
const clients = () => `${source("system.sh")}\n${readFileSync(join(root, "build/clients.sh"), "utf8")}`;
/** What needs no other package is Electron's own; each with the name that newer Debians and Ubuntus gave it. */
const DEB_DEPENDS =
  "libc6 (>= 2.28), libgtk-3-0 | libgtk-3-0t64, libnss3, libasound2 | libasound2t64, libgbm1, libnotify4, libsecret-1-0, libstdc++6";
const RPM_REQUIRES = "glibc >= 2.28, gtk3, nss, alsa-lib, mesa-libgbm, libnotify, libsecret";

/** The files of both packages, as they lie on the PC. @param program Electron's folder with the client in it */
export function makeTree(tree: string, program: string, commandLine: string): void {
  rmSync(tree, { recursive: true, force: true });
  const place = (path: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    return join(tree, path);
  };
  cpSync(program, place(HOME), { recursive: true });
  cpSync(commandLine, place(`${HOME}/storage-drive`));
  symlinkSync(`../lib/${NAME}/storage-drive`, place("/usr/bin/storage-drive"));
  cpSync(join(sources, `${NAME}.desktop`), place(`/usr/share/applications/${NAME}.desktop`));
  cpSync(join(sources, "autostart.desktop"), place(`/etc/xdg/autostart/${NAME}.desktop`));
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
    cpSync(
      join(root, `out/assets/app-${size}.png`),
      place(`/usr/share/icons/hicolor/${size}x${size}/apps/${NAME}.png`),
    );
  cpSync(join(root, "assets/app.svg"), place(`/usr/share/icons/hicolor/scalable/apps/${NAME}.svg`));
  const doc = `/usr/share/doc/${NAME}`;
  cpSync(join(root, "out/policy/json"), place(`${doc}/policy`), { recursive: true });
  writeFileSync(place(`${doc}/copyright`), licences());
  for (const file of everything(tree)) if (lstatSync(file).isFile()) chmodSync(file, modeOf(file));
  // Whatever the umask is of who makes the package.
  for (const folder of foldersIn(tree, "/")) chmodSync(join(tree, folder), 0o755);
}

/** Programs run; the helper of Chromium's sandbox is root's where namespaces are closed to others. */
function modeOf(file: string): number {
  if (file.endsWith(`${HOME}/chrome-sandbox`)) return 0o4755;
  const programs = [NAME, "storage-drive", "chrome_crashpad_handler"].map((name) => `${HOME}/${name}`);
  return programs.some((name) => file.endsWith(name)) ? 0o755 : 0o644;
}

/** Every file below a folder. A link is a file, whatever it leads to. */
export function everything(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? everything(path) : [path];
  });
}

/** A folder of the package and those in it, as they lie on the PC. */
function foldersIn(tree: string, folder: string): string[] {
  const below = readdirSync(join(tree, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(tree.length));
  return [folder, ...below];
}

/** Bytes of all files. */
export function sizeOf(folder: string): number {
  return existsSync(folder) ? everything(folder).reduce((sum, file) => sum + lstatSync(file).size, 0) : 0;
}

export type PackageOptions = {
  readonly version: string;
  /** Larger, and made in a fraction of the time: for tests. */
  readonly fast: boolean;
  /** Around an Electron that nobody should be given. */
  readonly trial: boolean;
};

const summary = (trial: boolean) =>
  trial ? `${SUMMARY} (for trials only: Electron out of support)` : SUMMARY;

export async function makeDeb(
  tree: string,
  file: string,
  { version, fast, trial }: PackageOptions,
): Promise<void> {
  const control = join(tree, "DEBIAN");
  mkdirSync(control);
  chmodSync(control, 0o755);
  const files = everything(tree).filter((path) => !path.startsWith(control));
  writeFileSync(
    join(control, "control"),
    `Package: ${NAME}\nVersion: ${version}\nArchitecture: amd64\nSection: net\nPriority: optional\nMaintainer: Storage Service Drive <noreply@storage-service-drive.invalid>\nInstalled-Size: ${Math.ceil(sizeOf(tree) / 1024)}\nDepends: ${DEB_DEPENDS}\nRecommends: xdg-utils, gnome-keyring | kwalletmanager\nDescription: ${summary(trial)}\n${DESCRIPTION.map((line) => ` ${line}\n`).join("")}`,
  );
  writeFileSync(join(control, "conffiles"), `/etc/xdg/autostart/${NAME}.desktop\n`);
  const sums = files.filter((path) => lstatSync(path).isFile() && !path.includes("/etc/")).map(md5Line(tree));
  writeFileSync(join(control, "md5sums"), sums.join(""));
  for (const script of ["postinst", "prerm", "postrm"]) {
    writeFileSync(join(control, script), `#!/bin/sh\n${clients()}\n${source(`${script}.sh`)}\nexit 0\n`);
    chmodSync(join(control, script), 0o755);
  }
  const how = fast ? ["-Zgzip", "-z1"] : ["-Zxz"];
  await run("dpkg-deb", ["--root-owner-group", ...how, "--build", tree, file]);
  rmSync(control, { recursive: true });
}

const md5Line = (tree: string) => (path: string) =>
  `${createHash("md5").update(readFileSync(path)).digest("hex")}  ${relative(tree, path)}\n`;

export async function makeRpm(
  tree: string,
  folder: string,
  { version, fast, trial }: PackageOptions,
): Promise<void> {
  const work = join(folder, "rpm");
  mkdirSync(work, { recursive: true });
  const listed = everything(tree).map((path) => {
    const at = path.slice(tree.length);
    const mode = lstatSync(path).isFile()
      ? `%attr(${(lstatSync(path).mode & 0o7777).toString(8)},root,root) `
      : "";
    return `${at.startsWith("/etc/") ? "%config(noreplace) " : ""}${mode}"${at}"`;
  });
  const script = (body: string) => `${clients()}\n${body}\nexit 0`;
  const spec = `Name: ${NAME}
Version: ${version}
Release: 1
Summary: ${summary(trial)}
License: Proprietary
BuildArch: x86_64
AutoReqProv: no
Requires: ${RPM_REQUIRES}
%global debug_package %{nil}
%global __os_install_post %{nil}
%define _binary_payload ${fast ? "w1.gzdio" : "w6.xzdio"}
%description
${DESCRIPTION.join("\n")}
%install
cp -a "${tree}/." "%{buildroot}/"
%pre
${script(source("rpm-pre.sh"))}
%posttrans
${script("end_update")}
%preun
${script(source("rpm-preun.sh"))}
%postun
${script(source("rpm-postun.sh"))}
%files
${OWN_FOLDERS.flatMap((folder) => foldersIn(tree, folder)) // it takes away only what is listed
  .map((folder) => `%dir %attr(755,root,root) "${folder}"`)
  .join("\n")}
${listed.join("\n")}
`;
  writeFileSync(join(work, `${NAME}.spec`), spec);
  const defined = {
    ...{ _topdir: work, _rpmdir: folder, _dbpath: join(work, "db"), _build_id_links: "none" },
    _build_name_fmt: "%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm", // else in a folder of its architecture
  };
  const args = Object.entries(defined).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
  await run("rpmbuild", ["-bb", "--quiet", ...args, join(work, `${NAME}.spec`)]);
  rmSync(work, { recursive: true, force: true });
}
