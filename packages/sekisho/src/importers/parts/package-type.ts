/** Types of package URLs by what tools call a kind of package, a package manager, a language or a distribution. */
const typesByWord: ReadonlyMap<string, string> = new Map(
  Object.entries({
    npm: "npm nodepkg npmpkg node node-pkg nodejs node.js javascript javascript/npm yarn pnpm bun js typescript npmjs npm_package node_package_manager",
    pypi: "pypi python python-pkg pip pipenv poetry uv pylock python_package python/pip setuptools wheel pythonpkg",
    golang: "golang go gobinary gomod gomodules go-module go/modules go_module dep govendor golangdep",
    maven: "maven java java-archive jar pom gradle sbt java_archive war ear java/maven jenkins-plugin maven_package",
    gem: "gem ruby rubygems gemspec bundler ruby_package ruby/bundler",
    cargo: "cargo rust rust-crate rustbinary crates.io crates",
    composer: "composer composer-vendor php php-composer packagist php/composer php-pear pear",
    nuget: "nuget dotnet_core dotnet dotnet-core dotnet-deps packages-props .net c# csharp net",
    deb: "deb dpkg debian ubuntu debian_package apt raspbian distroless kali debianpackage os_debian",
    apk: "apk apkg alpine wolfi chainguard minimos alpine-package alpinepackage apkdb",
    rpm: "rpm redhat rhel centos rocky rockylinux alma almalinux amazon amzn amazonlinux fedora oracle ol oraclelinux photon suse sles sled opensuse opensuse-leap opensuse.leap opensuse-tumbleweed cbl-mariner mariner azurelinux azl yum dnf zypper rpmdb",
    alpm: "alpm arch archlinux pacman",
    conan: "conan c c++ cpp c/c++ conancenter",
    cocoapods: "cocoapods pod pods objective-c",
    conda: "conda conda-pkg",
    hex: "hex elixir erlang erlang-otp hex-pm beam",
    pub: "pub dart dart-pub flutter",
    swift: "swift swifturl spm swiftpm",
    hackage: "hackage haskell",
    cran: "cran r r-package",
    julia: "julia",
    bitnami: "bitnami",
  }).flatMap(([type, words]) => words.split(" ").map((word) => [word, type] as const)),
);

/** Finds the type of package URL that a tool's word means, however it is written. */
export function findPackageType(word: string | null | undefined): string | undefined {
  if (word === undefined || word === null || word.length > 60) return undefined;
  const plain = word.trim().toLowerCase();
  return typesByWord.get(plain) ?? typesByWord.get(plain.split(/[:\s/@]/)[0] ?? "");
}
