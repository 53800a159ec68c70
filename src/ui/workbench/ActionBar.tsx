import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Trail } from '#core/kernel';
import { TrailSteps } from './TrailSteps.tsx';
import { useIsPhone } from './use-screen.ts';

/** What the server offers with an object: done, or not and why. React draws it and knows no permission. */
export type OfferedAction = {
  readonly action: string;
  readonly allowed?: boolean | undefined;
  readonly refusal?:
    | { readonly code?: string | undefined; readonly sentence: string; readonly trail?: Trail | undefined }
    | null
    | undefined;
};

export type ActionLook = {
  readonly label: string;
  readonly icon?: ReactNode | undefined;
  /** The one next step of the page; the first that is allowed becomes it where none is marked. */
  readonly primary?: boolean | undefined;
  /** Undoes or turns away: stands farthest from the next step. Not in red, which is for seals and red cards. */
  readonly danger?: boolean | undefined;
  /** Not drawn at all where refused: for steps that belong to other people's work. */
  readonly hideWhenRefused?: boolean | undefined;
};

/**
 * The actions of an object, in the order of `looks`; the primary one last, at the outer edge. A refused one stays
 * visible and says why on hover, focus and tap. Actions without a look are not drawn.
 */
export function ActionBar({
  actions,
  looks,
  onAct,
  busy,
}: {
  actions: readonly OfferedAction[];
  looks: Readonly<Record<string, ActionLook>>;
  onAct: (action: string) => void;
  /** The action that is running. */
  busy?: string | undefined;
}) {
  const phone = useIsPhone();
  const offered = Object.entries(looks).flatMap(([action, look]) => {
    const offer = actions.find((one) => one.action === action);
    if (offer === undefined) return [];
    const refusal = refusalOf(offer);
    if (refusal !== null && look.hideWhenRefused) return [];
    return [{ action, look, refusal }];
  });
  if (offered.length === 0) return null;
  const primary =
    offered.find((one) => one.look.primary) ?? offered.find((one) => one.refusal === null && !one.look.danger);
  // What undoes other people's work stands farthest from the next step.
  const rest = offered.filter((one) => one !== primary);
  const others = [...rest.filter((one) => one.look.danger), ...rest.filter((one) => !one.look.danger)];
  // On the phone everything but the next step goes into one menu, so that the primary action never wraps away.
  const folded = phone
    ? others.length > 1
      ? [...others].reverse()
      : []
    : others.slice(0, Math.max(0, others.length - 3)).reverse();
  const plain = others.filter((one) => !folded.includes(one));
  const draw = (one: (typeof offered)[number], kind: 'primary' | 'default') => (
    <OfferedButton key={one.action} {...one} kind={kind} busy={busy} onAct={onAct} />
  );
  return (
    <div className="wb-actions">
      {folded.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: folded.map(({ action, look, refusal }) => ({
              key: action,
              label:
                refusal !== null ? (
                  <span>
                    {look.label}
                    <span className="wb-menu-reason">{refusal.sentence}</span>
                  </span>
                ) : (
                  look.label
                ),
              icon: look.icon,
              disabled: refusal !== null,
            })),
            onClick: ({ key }) => onAct(key),
          }}
        >
          <Button>
            更多 <DownOutlined aria-hidden="true" />
          </Button>
        </Dropdown>
      )}
      {plain.map((one) => draw(one, 'default'))}
      {primary && draw(primary, 'primary')}
    </div>
  );
}

function OfferedButton({
  action,
  look,
  refusal,
  kind,
  busy,
  onAct,
}: {
  action: string;
  look: ActionLook;
  refusal: ShownRefusal | null;
  kind: 'primary' | 'default';
  busy: string | undefined;
  onAct: (action: string) => void;
}) {
  if (refusal !== null) return <RefusedButton label={look.label} icon={look.icon} refusal={refusal} />;
  return (
    <Button
      type={kind}
      icon={look.icon}
      loading={busy === action}
      disabled={busy !== undefined && busy !== action}
      onClick={() => onAct(action)}
    >
      {look.label}
    </Button>
  );
}

type ShownRefusal = { readonly sentence: string; readonly trail?: Trail | undefined };

/** An offer without a word of permission is none: the button stays, and says that little. */
function refusalOf(offer: OfferedAction): ShownRefusal | null {
  if (offer.refusal) return offer.refusal;
  return offer.allowed ? null : { sentence: '现在不能办理这一步' };
}

/** A button that cannot be pressed and says why. Focusable on purpose: a `disabled` one is mute to the keyboard. */
export function RefusedButton({
  label,
  icon,
  refusal,
}: {
  label: string;
  icon?: ReactNode | undefined;
  refusal: ShownRefusal;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger={['hover', 'focus', 'click']}
      placement="bottomRight"
      title="为什么不能"
      content={
        <div className="wb-why-body">
          <p className="wb-why-sentence">{refusal.sentence}</p>
          {refusal.trail && refusal.trail.length > 0 && <TrailSteps trail={refusal.trail} />}
        </div>
      }
    >
      <Button className="wb-refused" icon={icon} aria-disabled="true" aria-description={refusal.sentence}>
        {label}
      </Button>
    </Popover>
  );
}
