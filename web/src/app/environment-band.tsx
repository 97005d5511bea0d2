import { Lock } from "lucide-react";
import type { Environment } from "@/api/types";
import { cx } from "@/shared/lib/cx";
import { environmentNames } from "@/shared/ui/environment-mark";

const looks: Record<Environment, string> = {
  production: "bg-env-production text-on-env-production",
  staging: "bg-env-staging text-on-env-staging",
  development: "border-env-development-mark border-b bg-env-development text-on-env-development",
};

interface Props {
  environment: Environment | undefined;
  name: string;
  readOnly: boolean;
}

/** Says over everything where one is, and what protects it. There is none for a connection without an environment. */
export function EnvironmentBand({ environment, name, readOnly }: Props) {
  if (!environment) return null;
  return (
    <aside
      aria-label="Environment"
      className={cx("flex h-band shrink-0 items-center gap-2 px-3 text-micro", looks[environment])}
    >
      <b className="font-semibold">{environmentNames[environment]}</b>
      <span className="truncate-line">{name}</span>
      <span className="flex-1" />
      {readOnly ? (
        <>
          <span className="whitespace-nowrap">
            Read-only<span className="max-sm:hidden">: nothing here can change data</span>
          </span>
          <Lock aria-hidden size={11} strokeWidth={2} />
        </>
      ) : null}
    </aside>
  );
}
