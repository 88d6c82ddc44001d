import type { ReferenceStyle } from "./package-references.ts";

/** Package managers that share commands, options and habits. */
export type PackageFamily =
  | "apt"
  | "yum"
  | "zypper"
  | "apk"
  | "pacman"
  | "opkg"
  | "pip"
  | "npm"
  | "gem"
  | "composer"
  | "cargo"
  | "go"
  | "conda"
  | "brew"
  | "poetry"
  | "pipx";

/** What a call of a package manager does. */
export type PackageAction =
  | "install"
  | "update"
  | "upgrade"
  | "dist-upgrade"
  | "clean"
  | "remove"
  | "download"
  | "other";

/** The commands and options of one package manager. */
export interface PackageGrammar {
  readonly family: PackageFamily;
  /** What each subcommand does; others are `other`. */
  readonly actions: ReadonlyMap<string, PackageAction>;
  /** The options that take the next argument as their value. */
  readonly valueFlags: ReadonlySet<string>;
  /** The options that answer every question with yes. */
  readonly yesFlags: readonly string[];
  /** It never asks, so that nothing has to be answered. */
  readonly neverAsks: boolean;
  readonly style: ReferenceStyle;
  /** One dash may start a long name. */
  readonly hasSingleDashNames: boolean;
}

interface GrammarDescription {
  readonly family: PackageFamily;
  readonly style: ReferenceStyle;
  /** `action: subcommand subcommand` for each action. */
  readonly actions: Partial<Record<PackageAction, string>>;
  readonly values: string;
  readonly yes?: string;
  readonly hasSingleDashNames?: boolean;
}

function describe(description: GrammarDescription): PackageGrammar {
  const actions = new Map<string, PackageAction>();
  for (const action of actionNames) {
    for (const name of words(description.actions[action])) actions.set(name, action);
  }
  return {
    family: description.family,
    style: description.style,
    actions,
    valueFlags: new Set(words(description.values)),
    yesFlags: words(description.yes),
    neverAsks: description.yes === undefined,
    hasSingleDashNames: description.hasSingleDashNames ?? false,
  };
}

const actionNames = ["install", "update", "upgrade", "dist-upgrade", "clean", "remove", "download"] as const;

function words(text: string | undefined): readonly string[] {
  return text === undefined || text === "" ? [] : text.split(" ");
}

const aptActions = {
  install: "install reinstall build-dep",
  update: "update",
  upgrade: "upgrade safe-upgrade",
  "dist-upgrade": "dist-upgrade full-upgrade",
  clean: "clean autoclean auto-clean distclean dist-clean",
  remove: "remove purge autoremove auto-remove autopurge",
  download: "download source",
} as const;

const apt = describe({
  family: "apt",
  style: "apt",
  actions: aptActions,
  values:
    "-o -c -t -a -P --option --config-file --target-release --default-release --host-architecture --build-profiles --solver",
  yes: "-y --yes --assume-yes --force-yes",
});

const aptitude = describe({
  family: "apt",
  style: "apt",
  actions: {
    ...aptActions,
    install: "install reinstall build-dep build-depends forbid-version",
    remove: "remove purge",
  },
  values: "-o -c -t -F -O -w --target-release --default-release --display-format --sort --width --user-tag",
  yes: "-y --assume-yes",
});

const yumActions = {
  install: "install localinstall reinstall groupinstall group-install builddep",
  update: "makecache check-update",
  upgrade: "update upgrade upgrade-minimal update-minimal groupupdate",
  "dist-upgrade": "distro-sync distribution-synchronization system-upgrade",
  clean: "clean",
  remove: "remove erase autoremove groupremove",
  download: "download",
} as const;

const yum = describe({
  family: "yum",
  style: "rpm",
  actions: yumActions,
  values:
    "-c -d -e -x -R --config --debuglevel --errorlevel --rpmverbosity --installroot --enablerepo --disablerepo --repo --repoid --repofrompath --exclude --excludepkgs --disableexcludes --setopt --releasever --forcearch --randomwait --comment --advisory --downloaddir --destdir --disableplugin --enableplugin --color --sec-severity --bz --cve --arch --rpmdbpath",
  yes: "-y --assumeyes",
});

const zypper = describe({
  family: "zypper",
  style: "rpm",
  actions: {
    install: "install in source-install si install-new-recommends inr",
    update: "refresh ref",
    upgrade: "update up patch",
    "dist-upgrade": "dist-upgrade dup",
    clean: "clean cc",
    remove: "remove rm",
    download: "download",
  },
  values:
    "-c -C -D -R -r -t -p --config --cache-dir --raw-cache-dir --solv-cache-dir --pkg-cache-dir --reposd-dir --root --installroot --releasever --repo --from --type --plus-repo --plus-content --capability --name-file --userdata --auto-agree-with-product-licenses",
  yes: "-y -n --no-confirm --non-interactive",
});

const apk = describe({
  family: "apk",
  style: "comparison",
  actions: {
    install: "add",
    update: "update",
    upgrade: "upgrade",
    clean: "cache",
    remove: "del",
    download: "fetch",
  },
  values:
    "-X -t -p -o --repository --virtual --root --arch --keys-dir --repositories-file --wait --cache-dir --cache-max-age --progress-fd --output --timeout",
});

const pacman = describe({
  family: "pacman",
  style: "comparison",
  actions: {},
  values:
    "-b -r --dbpath --root --arch --cachedir --color --config --gpgdir --hookdir --logfile --sysroot --print-format --assume-installed --ignore --ignoregroup --overwrite",
  yes: "--noconfirm",
});

const opkg = describe({
  family: "opkg",
  style: "plain",
  actions: {
    install: "install",
    update: "update",
    upgrade: "upgrade",
    clean: "clean",
    remove: "remove",
    download: "download",
  },
  values:
    "-f -o -d -V -t -l --conf --offline-root --dest --verbosity --tmp-dir --lists-dir --add-arch --add-dest --cache",
});

const pipValues =
  "-r -c -i -f -e -t -C --requirement --constraint --index-url --extra-index-url --find-links --editable --target --prefix --root --src --platform --python-version --implementation --abi --upgrade-strategy --config-settings --global-option --install-option --no-binary --only-binary --progress-bar --root-user-action --report --python --log --proxy --retries --timeout --exists-action --trusted-host --cert --client-cert --cache-dir --use-feature --use-deprecated --keyring-provider -d --dest --wheel-dir -w --build --group --override --index --default-index --resolution --index-strategy --exclude-newer -p --link-mode --build-constraint --extra --refresh-package --reinstall-package --upgrade-package -P --color --directory --project --config-file --allow-insecure-host";

const pip = describe({
  family: "pip",
  style: "python",
  actions: { install: "install sync", remove: "uninstall", download: "download wheel", clean: "cache" },
  values: pipValues,
});

const uv = describe({
  family: "pip",
  style: "python",
  actions: { install: "add sync", remove: "remove", clean: "cache", update: "lock" },
  values: pipValues,
});

const npmValues =
  "-C -w --prefix --registry --cache --userconfig --globalconfig --workspace --loglevel --omit --include --only --tag --location --install-strategy --script-shell --otp --before --cpu --os --libc --fetch-retries --fetch-timeout --cafile --proxy --https-proxy --cwd --modules-folder --cache-folder --mutex --network-timeout --filter --dir --store-dir --virtual-store-dir --reporter --network-concurrency --child-concurrency --maxsockets --backend --config --target --arch";

const npm = describe({
  family: "npm",
  style: "at-sign",
  actions: {
    install:
      "install i in ins inst insta instal isnt isnta isntal isntall add ci clean-install ic install-clean isntall-clean install-ci-test cit",
    upgrade: "update up upgrade udpate",
    remove: "uninstall unlink remove rm r un",
    clean: "cache",
    download: "pack",
  },
  values: npmValues,
});

const yarn = describe({
  family: "npm",
  style: "at-sign",
  actions: { install: "install add immutable", upgrade: "upgrade up", remove: "remove", clean: "cache" },
  values: npmValues,
});

const pnpm = describe({
  family: "npm",
  style: "at-sign",
  actions: {
    install: "install i add ci fetch",
    upgrade: "update up upgrade",
    remove: "remove rm uninstall un",
    clean: "store cache",
  },
  values: npmValues,
});

const bun = describe({
  family: "npm",
  style: "at-sign",
  actions: { install: "install i add a ci", upgrade: "update", remove: "remove rm" },
  values: npmValues,
});

const gem = describe({
  family: "gem",
  style: "colon",
  actions: { install: "install i", upgrade: "update", clean: "cleanup", remove: "uninstall", download: "fetch" },
  values:
    "-v -i -n -s -p -P -g -w --version --install-dir --bindir --source --http-proxy --trust-policy --file --platform --build-root --without --target-rbconfig --document --config-file",
});

const bundle = describe({
  family: "gem",
  style: "plain",
  actions: { install: "install add", upgrade: "update", clean: "clean", remove: "remove", download: "cache package" },
  values:
    "-j -r --jobs --retry --gemfile --path --without --with --system --binstubs --shebang --standalone --trust-policy --cache-path --version --source --group",
});

const composer = describe({
  family: "composer",
  style: "colon",
  actions: {
    install: "install i require r create-project",
    upgrade: "update u upgrade",
    clean: "clear-cache clearcache cc",
    remove: "remove rm",
  },
  values:
    "-d --working-dir --prefer-install --ignore-platform-req --apcu-autoloader-prefix --audit-format --repository -s --stability",
});

const cargo = describe({
  family: "cargo",
  style: "at-sign",
  actions: {
    install: "install add",
    update: "update",
    clean: "clean",
    remove: "uninstall remove",
    download: "fetch vendor",
  },
  values:
    "-F -j -p -Z --version --vers --git --branch --tag --rev --path --root --index --registry --features --profile --jobs --target --target-dir --bin --example --message-format --color --config --manifest-path --package --rename",
});

const go = describe({
  family: "go",
  style: "at-sign",
  actions: { install: "install get", clean: "clean" },
  values:
    "-C -p -asmflags -buildmode -compiler -gccgoflags -gcflags -installsuffix -ldflags -mod -modfile -overlay -pgo -pkgdir -tags -toolexec",
  hasSingleDashNames: true,
});

const conda = describe({
  family: "conda",
  style: "comparison",
  actions: { install: "install create", upgrade: "update upgrade", clean: "clean", remove: "remove uninstall" },
  values:
    "-n -p -c -f -r --name --prefix --channel --file --solver --repodata-fn --override-frozen --experimental --root-prefix --rc-file --subdir --platform --relocate-prefix --freeze-installed",
  yes: "-y --yes",
});

const brew = describe({
  family: "brew",
  style: "plain",
  actions: {
    install: "install reinstall bundle",
    update: "update",
    upgrade: "upgrade",
    clean: "cleanup",
    remove: "uninstall remove rm",
    download: "fetch",
  },
  values: "--env --cc --appdir --file --language",
});

const poetry = describe({
  family: "poetry",
  style: "python",
  actions: { install: "install add sync", update: "lock", upgrade: "update", remove: "remove", clean: "cache" },
  values:
    "-C -P -G -E --directory --project --group --with --without --only --extras --python --platform --source --markers",
});

const pipx = describe({
  family: "pipx",
  style: "python",
  actions: { install: "install inject install-all", upgrade: "upgrade upgrade-all", remove: "uninstall uninstall-all" },
  values: "-i --index-url --spec --python --pip-args --suffix --backend --fetch-missing-python",
});

/**
 * The package managers by the name of their program. Options are those of the manuals of apt 2.9, aptitude 0.8, dnf 4 and 5,
 * zypper 1.14, apk-tools 2 and 3, pacman 7, pip 25, uv 0.8, npm 11, yarn 1 and 4, pnpm 10, bun 1, RubyGems 3, bundler 2,
 * composer 2, cargo 1.90, go 1.25, conda 25, mamba 2, brew 4, poetry 2, pipx 1.
 */
export const packageGrammars: ReadonlyMap<string, PackageGrammar> = new Map([
  ["apt-get", apt],
  ["apt", apt],
  ["aptitude", aptitude],
  ["yum", yum],
  ["dnf", yum],
  ["dnf5", yum],
  ["microdnf", yum],
  ["tdnf", yum],
  ["zypper", zypper],
  ["apk", apk],
  ["pacman", pacman],
  ["opkg", opkg],
  ["pip", pip],
  ["uv", uv],
  ["npm", npm],
  ["yarn", yarn],
  ["pnpm", pnpm],
  ["bun", bun],
  ["gem", gem],
  ["bundle", bundle],
  ["composer", composer],
  ["cargo", cargo],
  ["go", go],
  ["conda", conda],
  ["mamba", conda],
  ["micromamba", conda],
  ["brew", brew],
  ["poetry", poetry],
  ["pipx", pipx],
]);

/** The grammar of `uv pip`, which takes pip's subcommands. */
export const pipGrammar = pip;
