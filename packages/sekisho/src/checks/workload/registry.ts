export { hostNetwork } from "./host-network.ts";
