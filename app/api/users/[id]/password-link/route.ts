import { route } from "@/lib/http/route";
import { makePasswordLink } from "@/lib/team/password-link";
import { addPasswordLink } from "@/lib/wire/invitations";

export const POST = route(addPasswordLink, ({ actor, params }) =>
  makePasswordLink({ actor, userId: params.id }),
);
