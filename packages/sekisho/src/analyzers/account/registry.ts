export { group } from "./group.ts";
export { gshadow } from "./gshadow.ts";
export { passwd } from "./passwd.ts";
export { shadow } from "./shadow.ts";
