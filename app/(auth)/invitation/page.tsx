import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Mark } from "@/components/shell/rail";
import { AcceptInvitation } from "@/components/sign-in/accept-invitation";
import { getPageUser } from "@/lib/auth/page-user";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitations"))("title") };
}

/** Where an invitation's link leads. The token stands behind the `#`, so it reaches no server and no log. */
export default async function InvitationPage() {
  const user = await getPageUser();
  return (
    <>
      <div className="mb-4">
        <Mark />
      </div>
      <AcceptInvitation signedInAs={user?.name ?? null} />
    </>
  );
}
