import { cargoRegistry } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const cargoCacheLeft = defineDockerfileCheck({
  id: "dockerfile/cargo-cache-left",
  aliases: [],
  title: { en: "Registry cache of cargo left in the image", ja: "cargo のレジストリキャッシュがイメージに残る" },
  severity: "low",
  why: {
    en: "What cargo keeps for its next run is of no use in an image: it makes every layer bigger, to store, to send and to scan. Deleting it in a later RUN does not help, because the layer stays as it is.",
    ja: "cargo が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "Build in a stage of its own and copy the program out of it; otherwise delete `$CARGO_HOME/registry` in the same RUN, or keep it in a cache mount.",
    ja: "ビルド専用のステージでビルドし、成果物だけをコピーしてください。難しい場合は、同じ RUN で `$CARGO_HOME/registry` を削除するか、キャッシュマウントにしてください。",
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
