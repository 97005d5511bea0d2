import {
  CircleCheck,
  CircleDashed,
  KeyRound,
  Moon,
  OctagonAlert,
  PlugZap,
  Plus,
  RefreshCw,
  RotateCw,
  Timer,
  Trash2,
  TriangleAlert,
} from "lucide-react";
import { useState } from "react";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { Check } from "@/shared/ui/check";
import { CopyButton } from "@/shared/ui/copy-button";
import { CopyText } from "@/shared/ui/copy-text";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { Disclosure } from "@/shared/ui/disclosure";
import { EnvironmentMark, environmentNames } from "@/shared/ui/environment-mark";
import { Field, SecretInput, TextInput } from "@/shared/ui/field";
import { IconButton } from "@/shared/ui/icon-button";
import { Kbd } from "@/shared/ui/kbd";
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuLine } from "@/shared/ui/menu";
import { fillTone, Meter } from "@/shared/ui/meter";
import { Notice } from "@/shared/ui/notice";
import { Popover } from "@/shared/ui/popover";
import { Segmented } from "@/shared/ui/segmented";
import { Status } from "@/shared/ui/status";
import { Subject } from "@/shared/ui/subject";
import { Tip } from "@/shared/ui/tip";
import { toast } from "@/shared/ui/toast";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";

const row = "flex flex-wrap items-center gap-2";

function Basics() {
  return (
    <>
      <Specimen title="Buttons" note="at most one ink button in a region">
        <div className="flex flex-col gap-3">
          {(["md", "sm", "form"] as const).map((size) => (
            <div key={size} className={row}>
              <Button size={size} look="ink" icon={Plus}>
                New stream
              </Button>
              <Button size={size} icon={RotateCw}>
                Refresh
              </Button>
              <Button size={size} look="quiet">
                Cancel
              </Button>
              <Button size={size} look="danger">
                Disconnect
              </Button>
              <Button size={size} look="destroy">
                Purge 61,402 messages
              </Button>
              <Button size={size} disabled>
                Disabled
              </Button>
              <ActionButton size={size} locked="This connection is read-only.">
                Locked
              </ActionButton>
              <Button size={size} busy icon={RotateCw}>
                Busy
              </Button>
            </div>
          ))}
        </div>
      </Specimen>
      <Floats />
      <Fields />
      <Specimen title="Status" note="icon, word, colour">
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          <Status tone="ok" icon={PlugZap} word="Connected" />
          <Status tone="plain" icon={Timer} word="Idle" />
          <Status tone="parked" icon={Moon} word="Parked" />
          <Status tone="warn" icon={RefreshCw} word="Reconnecting" />
          <Status tone="warn" icon={KeyRound} word="Needs credentials" />
          <Status tone="critical" icon={OctagonAlert} word="Unreachable" />
          <Status tone="unknown" icon={CircleDashed} word="Unknown" />
          <Status tone="live" icon={CircleCheck} word="Live" />
        </div>
      </Specimen>
      <Specimen title="Environments">
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {(["production", "staging", "development", undefined] as const).map((environment) => (
            <span key={environment ?? "none"} className="inline-flex items-center gap-2">
              <EnvironmentMark environment={environment} />
              {environment ? environmentNames[environment] : "None"}
            </span>
          ))}
        </div>
      </Specimen>
      <Specimen title="Subjects" note="tokens are read, dots step back, wildcards point">
        <div className="flex flex-col gap-1">
          {[
            "orders.eu.created",
            "orders.*.created",
            "payments.>",
            "$JS.API.STREAM.INFO.ORDERS",
            "$KV.config.eu.limits",
          ].map((name) => (
            <Subject key={name} name={name} />
          ))}
        </div>
      </Specimen>
      <Specimen title="Meters" note="grey, warn from 85%, critical from 95%">
        <div className="grid max-w-80 grid-cols-[1fr_3rem] items-center gap-x-3 gap-y-1">
          {[0.08, 0.6, 0.86, 0.97].map((part) => (
            <div key={part} className="contents">
              <Meter value={part} tone={fillTone(part)} />
              <span className="text-right text-fg-2">{part * 100}%</span>
            </div>
          ))}
        </div>
      </Specimen>
      <Specimen title="Notices" note="lines as wide as their region" flush>
        <div className="border-line border-t">
          <Notice
            tone="plain"
            icon={CircleDashed}
            title="1,024 of about 9,800."
            action={<Button size="sm">Go on</Button>}
          >
            The server stopped answering after 5 s.
          </Notice>
          <Notice tone="warn" icon={TriangleAlert} title="Nobody is pulling.">
            15,204 messages wait for shipping-eu.
          </Notice>
          <Notice
            tone="critical"
            icon={OctagonAlert}
            title="HeyNATS does not answer."
            action={<Button size="sm">Try again</Button>}
          />
          <Notice tone="parked" icon={Moon} title="Parked after 30 min." action={<Button size="sm">Wake</Button>}>
            Your next click wakes it.
          </Notice>
        </div>
      </Specimen>
      <Specimen title="Definitions">
        <div className="max-w-md">
          <Definitions>
            <Definition term="Server">
              <span className="mono">n2-euw</span> <span className="text-fg-2">2.15.2, eu-west</span>
            </Definition>
            <Definition term="Address">
              <span className="mono">tls://nats.eu.lumen.shop:4222</span>
            </Definition>
            <Definition term="Request">
              <span className="inline-flex items-center gap-1">
                <span className="mono">01JD8Q7N3K5T</span>
                <CopyButton text="01JD8Q7N3K5T" label="Copy request id" />
              </span>
            </Definition>
          </Definitions>
        </div>
      </Specimen>
    </>
  );
}

function Floats() {
  const [asking, setAsking] = useState(false);
  const [density, setDensity] = useState<"compact" | "comfortable">("compact");
  const [subjects, setSubjects] = useState(true);
  return (
    <Specimen title="What floats" note="tooltip, menu, popover, dialog, toast">
      <div className={row}>
        <IconButton icon={RefreshCw} label="Read again" />
        <IconButton icon={Trash2} label="Delete this consumer" size="sm" iconSize={13} />
        <Tip text="This connection is read-only: nothing here can change data.">
          <Button disabled>Locked, and says why</Button>
        </Tip>
        <Menu trigger={<Button>Menu</Button>}>
          <MenuItem icon={RotateCw} onClick={() => toast({ title: "Read again" })}>
            Read again
          </MenuItem>
          <MenuItem icon={Trash2} disabled onClick={() => undefined}>
            Delete
          </MenuItem>
          <MenuLine />
          <MenuCheck checked={subjects} onChange={setSubjects}>
            Subjects
          </MenuCheck>
          <MenuChoice
            label="Density"
            value={density}
            onChange={setDensity}
            options={[
              { value: "compact", label: "Compact" },
              { value: "comfortable", label: "Comfortable" },
            ]}
          />
        </Menu>
        <Popover label="About ORDERS" trigger={<Button>Popover</Button>} className="w-64 p-3">
          <p className="text-fg-2">
            <span className="mono text-fg">ORDERS</span> keeps what matches <Subject name="orders.>" />, on three
            servers.
          </p>
        </Popover>
        <Button onClick={() => setAsking(true)}>Dialog</Button>
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title="Disconnect eu-prod?"
          actions={
            <>
              <Button look="destroy" onClick={() => setAsking(false)}>
                Disconnect
              </Button>
              <Button onClick={() => setAsking(false)}>Keep it</Button>
            </>
          }
        >
          Two live tails end. What they have received stays on the page.
        </ConfirmDialog>
        <Button onClick={() => toast({ title: "Consumer shipping-eu is paused", detail: "until 15:00" })}>Toast</Button>
        <CopyText text={() => "ORDERS"} label="Copy name" />
        <span className="inline-flex items-center gap-1">
          <Kbd>g</Kbd>
          <Kbd>s</Kbd>
        </span>
      </div>
    </Specimen>
  );
}

function Fields() {
  const [kind, setKind] = useState<"none" | "user" | "creds">("creds");
  const [readOnly, setReadOnly] = useState(true);
  const [open, setOpen] = useState(false);
  return (
    <Specimen title="Fields">
      <div className="flex max-w-md flex-col gap-4">
        <Field label="Server" hint="Several addresses are separated by commas.">
          <TextInput mono defaultValue="tls://nats.eu.lumen.shop:4222" />
        </Field>
        <Field label="Name" aside="optional" error="There is a connection of this name already.">
          <TextInput defaultValue="eu-prod" />
        </Field>
        <Field label="Password">
          <SecretInput what="password" defaultValue="not a password" />
        </Field>
        <Segmented
          label="Credentials"
          value={kind}
          onChange={setKind}
          options={[
            { value: "none", label: "None" },
            { value: "user", label: "User" },
            { value: "creds", label: "Credentials file" },
          ]}
        />
        <Check
          checked={readOnly}
          onChange={setReadOnly}
          label="Read-only"
          explain="HeyNATS refuses everything that changes data"
        />
        <Disclosure title="Advanced" summary="domain, prefix, inbox" open={open} onOpenChange={setOpen}>
          <Field label="JetStream domain">
            <TextInput mono />
          </Field>
        </Disclosure>
      </div>
    </Specimen>
  );
}

export const section: DesignSection = { title: "Basics", order: 10, Component: Basics };
