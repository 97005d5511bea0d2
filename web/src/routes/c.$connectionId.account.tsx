import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/shell/page";
import { useAccount } from "@/connection/account";
import { useCli } from "@/connection/use-cli";
import { AccountPage } from "@/features/account/components/account";
import { caught, object, optional, string } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

const search = object({
  /** The subject that is asked about. */
  subject: caught(optional(string()), undefined),
});

export const Route = createFileRoute("/c/$connectionId/account")({
  validateSearch: (input): { subject?: string | undefined } => ({ subject: search.parse(input).subject }),
  component: AccountRoute,
});

function AccountRoute() {
  const { subject = "" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const account = useAccount();
  const cli = useCli();
  return (
    <Page
      crumbs={[{ label: "Account" }]}
      readings={[account]}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[{ title: "Who I am, and the limits of the account", command: cli.command("account", "info") }]}
        />
      }
    >
      <AccountPage
        reading={account}
        subject={subject}
        onSubject={(next) => void navigate({ search: { subject: next || undefined }, replace: true })}
      />
    </Page>
  );
}
