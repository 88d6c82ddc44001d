import type { z } from "zod";
import { provedAccountOf } from "../identity/account-proof.ts";
import type { AccountPrincipal } from "../identity/principal.ts";
import {
  defineRoute,
  type InputShape,
  type Route,
  type RouteAnswer,
  type RouteContext,
  type RouteDefinition,
} from "./route.ts";

/** What a handler of something delicate gets. */
export interface ProvedContext<Input> extends RouteContext<Input> {
  /** Who asks: a person who showed a moment ago who they are. */
  readonly account: AccountPrincipal;
}

interface ProvedRouteDefinition<Shape extends InputShape, Answer extends z.ZodType>
  extends Omit<RouteDefinition<Shape, Answer>, "handle"> {
  handle(context: ProvedContext<z.output<z.ZodObject<Shape>>>): Promise<RouteAnswer<z.input<Answer>>>;
}

/** Defines a route for what is delicate: a key is refused, and so is a session whose owner may have left the screen. */
export function defineProvedRoute<Shape extends InputShape, Answer extends z.ZodType>(
  definition: ProvedRouteDefinition<Shape, Answer>,
): Route {
  const route = defineRoute({
    ...definition,
    handle: (context) => definition.handle({ ...context, account: provedAccountOf(context.principal) }),
  });
  return { ...route, wantsProof: true };
}
