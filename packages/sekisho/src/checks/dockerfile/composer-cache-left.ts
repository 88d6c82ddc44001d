import { composerCache } from "../../semantics/package-caches/language-caches.ts";
import { shippedCaches } from "../../semantics/package-caches/package-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const composerCacheLeft = defineDockerfileCheck({
  id: "dockerfile/composer-cache-left",
  aliases: [],
  title: { en: "Cache of composer left in the image", ja: "イメージに残った composer のキャッシュ" },
  severity: "low",
  why: {
    en: "composer keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "composer が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "Write `composer install --no-cache`, or keep the directory that COMPOSER_CACHE_DIR names in a cache mount.",
    ja: "`composer install --no-cache` と記述するか、COMPOSER_CACHE_DIR が示すディレクトリをキャッシュマウントにしてください。",
  },
  sources: ['Composer documentation, "Global Options" and "COMPOSER_CACHE_DIR"'],
  examples: {
    fail: [
      "FROM composer:2.8\nRUN composer install --no-dev",
      "FROM php:8.4\nRUN composer require monolog/monolog:3.9.0",
    ],
    pass: [
      "FROM composer:2.8\nRUN composer install --no-dev --no-cache",
      "FROM php:8.4\nRUN composer install && composer clear-cache",
      "FROM php:8.4\nENV COMPOSER_CACHE_DIR=/dev/null\nRUN composer install",
      "FROM php:8.4\nRUN --mount=type=cache,target=/root/.composer/cache composer install",
      "FROM php:8.4 AS vendor\nRUN composer install\nFROM php:8.4\nCOPY --from=vendor /app/vendor /app/vendor",
    ],
  },
  evaluate(build) {
    return shippedCaches(build, composerCache, { option: "--no-cache" });
  },
});
