export { type Configuration, defaultConfiguration } from "./scan/configuration/configuration.ts";
