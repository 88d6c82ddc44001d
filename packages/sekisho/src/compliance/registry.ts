export { cisDocker160 } from "./cis-docker-1-6-0.ts";
export { nistSp800190 } from "./nist-sp800-190-2017.ts";
export { twelvePractices2022 } from "./twelve-practices-2022.ts";
