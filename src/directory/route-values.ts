import { z } from 'zod';
import { idOf, type PersonId, type PlainDate, type UnitId } from '#core/kernel';

/** What the routes of the directory have in common. */
export const tags = ['组织机构'];
export const done = { done: true } as const;
export const read = { access: { action: 'directory.read' } };
export const edit = { access: { action: 'directory.edit' } };
export const unitOf = (id: string) => idOf<UnitId>(id);
export const personOf = (id: string) => idOf<PersonId>(id);
export const dayOf = (day: string) => idOf<PlainDate>(day);
export const maybe = <Id extends UnitId | PersonId>(id: string | null): Id | null =>
  id === null ? null : idOf<Id>(id);
export const NewId = z.object({ id: z.string() });
