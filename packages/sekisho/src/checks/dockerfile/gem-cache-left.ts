import { gemCache } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const gemCacheLeft = defineDockerfileCheck({
  id: "dockerfile/gem-cache-left",
  aliases: [],
  title: { en: "Downloaded gems left in the image", ja: "イメージに残った gem のダウンロードファイル" },
  severity: "low",
  why: {
    en: "RubyGems keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "RubyGems が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: 'End the RUN with `rm -rf "$(gem env gemdir)/cache"`, or keep that directory in a cache mount.',
    ja: 'RUN の最後で `rm -rf "$(gem env gemdir)/cache"` を実行するか、このディレクトリをキャッシュマウントにしてください。',
  },
  sources: ['RubyGems command reference, "gem environment"', 'Bundler documentation, "bundle install"'],
  examples: {
    fail: ["FROM ruby:3.4\nRUN bundle install", "FROM ruby:3.4\nRUN gem install bundler:2.7.2"],
    pass: [
      'FROM ruby:3.4\nRUN bundle install && rm -rf ~/.bundle/ "${BUNDLE_PATH}"/ruby/*/cache',
      'FROM ruby:3.4\nRUN gem install bundler:2.7.2 && rm -rf "$(gem env gemdir)"/cache/*.gem',
      "FROM ruby:3.4\nRUN bundle install && rm -rf /usr/local/bundle/cache/*.gem",
      "FROM ruby:3.4\nRUN --mount=type=cache,target=/usr/local/bundle/cache bundle install",
      "FROM ruby:3.4 AS build\nRUN bundle install\nFROM ruby:3.4\nCOPY --from=build /app /app",
    ],
  },
  evaluate(build) {
    return shippedCaches(build, gemCache, { command: () => 'rm -rf "$(gem env gemdir)"/cache/*' });
  },
});
