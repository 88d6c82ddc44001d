export { keyStores } from "./key-stores.ts";
export { text } from "./text.ts";
