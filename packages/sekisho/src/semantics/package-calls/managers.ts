/** Programs that install Debian packages. */
export const aptManagers: ReadonlySet<string> = new Set(["apt-get", "apt", "aptitude"]);

/** The program yum, and nothing else. */
export const yumManagers: ReadonlySet<string> = new Set(["yum"]);

/** The successors of yum. */
export const dnfManagers: ReadonlySet<string> = new Set(["dnf", "dnf5", "microdnf", "tdnf"]);

/** The package manager of SUSE. */
export const zypperManagers: ReadonlySet<string> = new Set(["zypper"]);

/** The package manager of Alpine. */
export const apkManagers: ReadonlySet<string> = new Set(["apk"]);

/** Programs that install from npm's registry. */
export const nodeManagers: ReadonlySet<string> = new Set(["npm", "yarn", "pnpm", "bun"]);
