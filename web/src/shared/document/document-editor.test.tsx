import { configure, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ComponentProps, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { DocumentEditor } from "./document-editor";
import type { DocumentView } from "./editor-context";
import { MergeView } from "./merge-view";
import { placesOf } from "./refusal";
import { catalogue, documentIn } from "./testing/catalogue";
import { useDocument } from "./use-document";

// There are many fields to look through: whether each is hidden would take most of the time.
configure({ defaultHidden: true, asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 180_000 });

type Props = Partial<ComponentProps<typeof DocumentEditor>> & { base: string };

function Page({ base, ...props }: Props) {
  const document = useDocument({ base });
  const [view, setView] = useState<DocumentView>("form");
  return (
    <>
      <DocumentEditor
        catalogue={catalogue}
        document={document}
        server={{ name: "n3", version: "2.10.24", api_level: 0 }}
        editing
        view={view}
        onView={setView}
        action="Save"
        saving={false}
        onSave={() => undefined}
        {...props}
      />
      <output>{document.text}</output>
    </>
  );
}

function open(props: Props) {
  const onSave = vi.fn();
  const user = userEvent.setup();
  const view = render(<Page onSave={onSave} {...props} />);
  return {
    user,
    onSave,
    again: (next: Partial<Props>) => view.rerender(<Page onSave={onSave} {...props} {...next} />),
  };
}

const field = (name: string | RegExp) => screen.getByRole("textbox", { name });
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const text = () => screen.getByText((_, element) => element?.tagName === "OUTPUT").textContent ?? "";

const base =
  '{"name": "A", "max_msgs": -1, "deny_delete": true, "future": 18446744073709551615, "metadata": {"_nats.ver": "2"}}';

describe("the form of a document", () => {
  it("says what each field means, and why one cannot be changed", () => {
    open({ base });
    expect(field("Name")).toHaveValue("A");
    expect(field("Name")).toHaveAttribute("readonly");
    expect(field("Name")).toHaveAccessibleDescription("It keeps its name.");
    expect(field("Messages")).toHaveAttribute("placeholder", "no limit");
    expect(screen.getByRole("checkbox", { name: /No deletes/ })).toHaveAttribute("aria-readonly", "true");
    expect(screen.getByText("Needs NATS 2.14. n3 runs 2.10.24.")).toBeInTheDocument();
  });

  it("offers only what the present value can become", () => {
    open({ base: '{"name": "A", "retention": "interest"}' });
    const options = within(screen.getByRole("radiogroup", { name: "Retention" })).getAllByRole("radio", {
      hidden: false,
    });
    expect(options.map((option) => option.textContent)).toEqual(["Limits", "Interest"]);
  });

  it("shows what it does not know, and what belongs to the server is only counted", async () => {
    const { user } = open({ base });
    expect(screen.getByText("1 field that this version of HeyNATS does not know.")).toBeInTheDocument();
    expect(screen.getByText("18446744073709551615")).toBeInTheDocument();
    await user.click(button(/^More/));
    expect(screen.getByText(/One that is the server’s own is not shown/)).toBeInTheDocument();
    expect(screen.queryByText("_nats.ver")).toBeNull();
    await user.click(button("Add a row"));
    await user.type(await screen.findByRole("textbox", { name: "Name 1" }), "owner");
    await user.type(field("Value of owner"), "me");
    expect(JSON.parse(text()).metadata).toEqual({ "_nats.ver": "2", owner: "me" });
  });

  it("says at the field what cannot be read, keeps it, and does not go on", async () => {
    const { user, onSave } = open({ base });
    await user.type(field("Messages"), "lots");
    expect(field("Messages")).toHaveAccessibleDescription("A whole number, like 1,000,000 or 10k.");
    await user.click(button("Review"));
    expect(field("Messages")).toHaveFocus();
    expect(field("Messages")).toHaveValue("lots");
    expect(onSave).not.toHaveBeenCalled();
  });

  it("saves only after the changes were in sight", async () => {
    const { user, onSave } = open({ base, effects: [{ tone: "critical", children: "All of it is deleted" }] });
    expect(button("Review")).toHaveAttribute("aria-disabled", "true");
    await user.type(field("Messages"), "10k{Enter}");
    expect(onSave).not.toHaveBeenCalled();
    const words = screen.getByRole("region", { name: "In words" });
    expect(words).toHaveTextContent("Messages");
    expect(words).toHaveTextContent("no limit→becomes10,000");
    expect(words).toHaveTextContent("All of it is deleted");
    await user.click(button("Save"));
    expect(onSave).toHaveBeenCalledOnce();
  });

  it("has lists of objects, whose fields are as good as any", async () => {
    const { user } = open({ base: '{"name": "A", "sources": [{"name": "B", "odd": 1}]}' });
    await user.click(button(/^More/));
    await user.click(button("Add a source"));
    const second = screen.getByRole("region", { name: "Source 2" });
    await user.type(within(second).getByRole("textbox", { name: "Stream" }), "C");
    expect(JSON.parse(text()).sources).toEqual([{ name: "B", odd: 1 }, { name: "C" }]);
    await user.click(button("Remove source 1"));
    expect(JSON.parse(text()).sources).toEqual([{ name: "C" }]);
  });

  it("takes away what can only be taken away, and puts it back", async () => {
    const { user } = open({ base: '{"name": "A", "mirror": {"name": "B"}}' });
    await user.click(button(/^More/));
    await user.click(button("Remove"));
    expect(JSON.parse(text())).toEqual({ name: "A" });
    await user.click(button("Put back"));
    expect(JSON.parse(text())).toEqual({ name: "A", mirror: { name: "B" } });
  });

  it("leaves a value alone that it cannot show", () => {
    open({ base: '{"name": "A", "max_msgs": 1e6, "placement": null}' });
    expect(screen.getByText("1e6")).toBeInTheDocument();
    expect(screen.queryByRole("textbox", { name: "Messages" })).toBeNull();
  });
});

describe("a refusal", () => {
  const refusal = {
    problem: { title: "A was not changed", detail: "too many", code: "nats_refused", requestId: "01JD" },
    places: placesOf([{ location: "body.config.placement.cluster", message: "there is no such cluster" }]),
    of: documentIn(base),
  };

  it("stands at its field, with the way to it, and goes when the field is changed", async () => {
    const { user } = open({ base, refusal });
    expect(screen.getByRole("alert", { name: "" })).toBeDefined();
    expect(screen.getByText("01JD")).toBeInTheDocument();
    expect(field("Cluster")).toHaveAccessibleDescription("there is no such cluster");
    await user.click(button("Placement, cluster"));
    expect(field("Cluster")).toHaveFocus();
    await user.keyboard("eu");
    expect(field("Cluster")).toHaveAccessibleDescription("Its name.");
    expect(text()).toContain('"cluster": "eu"');
  });
});

describe("a connection that only reads", () => {
  it("lets everything be tried and nothing be saved", async () => {
    const { user, onSave } = open({ base, locked: "This connection is read-only." });
    await user.type(field("Messages"), "5{Enter}");
    expect(button("Save")).toHaveAttribute("aria-disabled", "true");
    expect(button("Save")).toHaveAttribute("data-tip", "This connection is read-only.");
    await user.click(button("Save"));
    expect(onSave).not.toHaveBeenCalled();
  });
});

describe("two who changed the same", () => {
  it("shows what each did and goes on with what is chosen", async () => {
    const onMerge = vi.fn();
    const user = userEvent.setup();
    render(
      <MergeView
        catalogue={catalogue}
        name="A"
        base={documentIn('{"name": "A", "max_msgs": 1, "window": 60000000000}')}
        mine={documentIn('{"name": "A", "max_msgs": 2, "window": 60000000000, "deny_delete": true}')}
        theirs={documentIn('{"name": "A", "max_msgs": 3, "window": 5000000000}')}
        onMerge={onMerge}
        onTakeTheirs={() => undefined}
      />,
    );
    expect(screen.getByRole("region", { name: "Both of you changed" })).toHaveTextContent(
      /Messagesmax_msgs\s*Before1Theirs3Yours2/,
    );
    expect(screen.getByRole("region", { name: "They changed" })).toHaveTextContent(/Before1mTheirs5s/);
    expect(screen.getByRole("region", { name: "You changed" })).toHaveTextContent(/BeforeoffYourson/);
    await user.click(screen.getByRole("radio", { name: "Take theirs" }));
    await user.click(button("Go on with both"));
    expect(JSON.parse(onMerge.mock.lastCall?.[0])).toEqual({
      name: "A",
      max_msgs: 3,
      window: 5e9,
      deny_delete: true,
    });
  });
});
