import { gemPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedGem = defineDockerfileCheck({
  id: "dockerfile/unpinned-gem",
  aliases: ["hadolint:DL3028"],
  title: { en: "Ruby gem without a version", ja: "バージョンを固定していない gem" },
  severity: "low",
  severityReason: {
    en: "Anyone can publish to a language registry at any time; a hijacked package reaches the very next build.",
    ja: "プログラミング言語のレジストリには、誰でもいつでも新しいバージョンを公開できます。乗っ取られたパッケージは次のビルドから取り込まれます。",
  },
  why: {
    en: "The same Dockerfile gives different images on different days. What is delivered is not what was tested, and a failure caused by a new version is hard to trace.",
    ja: "同じ Dockerfile から異なるイメージが作られます。テストした内容と出荷する内容が一致せず、新しいバージョンに起因する不具合の調査も難しくなります。",
  },
  remediation: {
    en: "Write `name:version`, or list the gem in the Gemfile and install with Gemfile.lock.",
    ja: "`name:version` の形で指定するか、Gemfile に記載して Gemfile.lock からインストールしてください。",
  },
  sources: ['RubyGems command reference, "gem install"', "hadolint DL3028"],
  examples: {
    fail: [
      "FROM ruby:3.4\nRUN gem install bundler",
      "FROM ruby:3.4\nRUN gem i bundler:2.7 nokogiri",
      "FROM ruby:3.4\nRUN gem install --no-document bundler",
    ],
    pass: [
      "FROM ruby:3.4\nRUN gem install bundler:2.7.2",
      "FROM ruby:3.4\nRUN gem install bundler -v '2.7.2'",
      "FROM ruby:3.4\nRUN gem install bundler:2.7.2 -- --use-system-libraries true",
      "FROM ruby:3.4\nRUN gem install ./tool-1.0.gem",
      "FROM ruby:3.4\nRUN bundle install",
    ],
  },
  evaluate(build) {
    return unpinnedPackages(build, gemPins);
  },
});
