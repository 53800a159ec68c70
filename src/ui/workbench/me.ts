import { createContext, useContext } from 'react';

/** Answer of GET /api/me. */
export type Me = {
  readonly person: { readonly id: string; readonly name: string };
  readonly jurisdiction: { readonly region: string; readonly name: string };
  readonly roles: readonly {
    readonly role: string;
    /** 效能办工作人员, 单位联络员. */
    readonly words?: string | undefined;
    readonly unitId?: string | undefined;
    readonly unitName?: string | undefined;
  }[];
  /** What this person may do somewhere. Whether on this object, the server says with the object. */
  readonly actions: readonly string[];
  readonly mustChangePassword: boolean;
  /** The server's clock when it answered. */
  readonly now: string;
};

export const MeContext = createContext<Me | null>(null);

/** Who is working. Only inside the shell, which shows nothing before it knows. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe outside the workbench shell');
  return me;
}

/** Whether an entry that asks for one of these actions is shown; no list means everybody. */
export function needsNoneOrOneOf(me: Me, actions: readonly string[] | undefined): boolean {
  return actions === undefined || actions.length === 0 || actions.some((action) => me.actions.includes(action));
}
