import { cargoRegistry } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const cargoCacheLeft = defineDockerfileCheck({
  id: "dockerfile/cargo-cache-left",
  aliases: [],
  title: { en: "Registry cache of cargo left in the image", ja: "イメージに残った cargo のレジストリキャッシュ" },
  severity: "low",
  why: {
    en: "cargo keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "cargo が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: 'Build in a separate stage and copy only the program out of it. Otherwise end the RUN with `rm -rf "$CARGO_HOME/registry"`, or keep that directory in a cache mount.',
    ja: 'ビルド専用のステージでビルドし、成果物だけをコピーしてください。難しい場合は、RUN の最後で `rm -rf "$CARGO_HOME/registry"` を実行するか、このディレクトリをキャッシュマウントにします。',
  },
  sources: ['The Cargo Book, "Cargo Home"'],
  examples: {
    fail: ["FROM rust:1.90\nRUN cargo install ripgrep@14.1.1", "FROM rust:1.90\nRUN cargo build --release"],
    pass: [
      "FROM rust:1.90 AS build\nRUN cargo build --release\nFROM debian:12-slim\nCOPY --from=build /app/target/release/app /usr/local/bin/app",
      "FROM rust:1.90\nRUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release",
      'FROM rust:1.90\nRUN cargo install ripgrep@14.1.1 && rm -rf "$CARGO_HOME/registry"',
      "FROM rust:1.90\nRUN cargo fmt --check",
    ],
  },
  evaluate(build) {
    return shippedCaches(build, cargoRegistry, { command: () => 'rm -rf "${CARGO_HOME:-$HOME/.cargo}/registry"' });
  },
});
