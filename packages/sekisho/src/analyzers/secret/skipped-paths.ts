/** Paths that are not searched for credentials, and why. */
interface SkippedPaths {
  readonly pattern: RegExp;
  readonly reason: string;
}

/**
 * Files that hold nobody's credentials, although some look like it. The application's own tests and documents are
 * searched: real credentials are found there all the time.
 */
const skippedPaths: readonly SkippedPaths[] = [
  {
    pattern:
      /^usr\/(?:local\/)?share\/(?:doc|man|info|locale|i18n|zoneinfo|icons|fonts|mime|terminfo|help|gtk-doc|perl\/[^/]+\/pod)\//,
    reason: "manuals, translations and tables that distributions ship",
  },
  {
    pattern:
      /^usr\/share\/(?:ca-certificates|keyrings|vim|nano|zsh|bash-completion|hwdata|misc|unicode)\/|^etc\/ssl\/certs\//,
    reason: "public certificates and data of programs",
  },
  { pattern: /^(?:proc|sys|dev)\//, reason: "not files of the image" },
  {
    pattern:
      /\/(?:node_modules|site-packages|dist-packages|gems|go\/pkg\/mod|\.cargo\/registry)\/(?:.{0,400}\/)?(?:tests?|testing|testdata|__tests__|spec|specs|fixtures?|examples?|samples?|docs?|documentation)\//,
    reason: "tests and documents of published packages: everybody has their keys",
  },
  {
    pattern:
      /\/(?:node_modules|site-packages|dist-packages|gems)\/.{0,400}(?:readme|changelog|changes|history)[^/]{0,20}$/i,
    reason: "documents of published packages",
  },
  {
    pattern:
      /^usr\/(?:local\/)?(?:lib|lib64|libexec|share)\/(?:.{0,400}\/)?(?:tests?|testdata|test_data|__tests__|examples?)\//,
    reason: "tests and examples of installed software; applications live elsewhere",
  },
  { pattern: /(?:^|\/)go\/src\/.{0,400}(?:\/testdata\/|_test\.go$)/, reason: "tests of Go itself" },
  { pattern: /\/python[\d.]{1,5}\/(?:test|idlelib\/idle_test|lib2to3\/tests)\//, reason: "tests of Python itself" },
  {
    pattern: /\.(?:map|po|pot|mo|pyc|css|svg|woff2?|ttf|hyb|afm|pfb|tfm|cmap)$/i,
    reason: "made from other files, or not written by hand",
  },
  {
    pattern:
      /(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|Cargo\.lock|go\.sum|composer\.lock|Gemfile\.lock|poetry\.lock|uv\.lock)$/,
    reason: "lists of checksums",
  },
  {
    pattern: /^var\/lib\/(?:dpkg|apk|rpm|apt\/lists)\/|^lib\/apk\/db\/|^usr\/lib\/sysimage\/rpm\//,
    reason: "package databases",
  },
];

/** Gives why a file is not searched; `undefined` for one that is. */
export function reasonToSkip(path: string): string | undefined {
  return skippedPaths.find(({ pattern }) => pattern.test(path))?.reason;
}
