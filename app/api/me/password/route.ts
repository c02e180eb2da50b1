import { changePassword } from "@/lib/auth/password";
import { route } from "@/lib/http/route";
import { changeMyPassword } from "@/lib/wire/account";

export const POST = route(changeMyPassword, async ({ actor, body }) => {
  await changePassword({
    actor,
    currentPassword: body.current_password,
    newPassword: body.new_password,
  });
  return null;
});
