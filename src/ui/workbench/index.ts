export { ActionBar, type ActionLook, type OfferedAction, RefusedButton } from './ActionBar.tsx';
export { api, type CallOptions, newIdempotencyKey, type Query, type UploadOptions } from './api.ts';
export { Chart, type ChartCell, type ChartTable } from './Chart.tsx';
export { ConfirmEffect } from './ConfirmEffect.tsx';
export type { BarsSpec } from './chart-spec.ts';
export { csvOf, saveText } from './csv.ts';
export { type DataColumn, DataList } from './DataList.tsx';
export { DueBadge } from './DueBadge.tsx';
export { countDrafts, type Draft, forgetDrafts, purgeOldDrafts, setDraftOwner, useDraft } from './draft.ts';
export { Digest, type EvidenceFile, EvidenceList, type EvidenceView, evidenceOf } from './EvidenceList.tsx';
export { EvidenceUpload } from './EvidenceUpload.tsx';
export { FilterBar, type FilterChoice, type FilterField, type Filters, useFilters } from './FilterBar.tsx';
export {
  type DueView,
  dayAt,
  dayIndex,
  dayOf,
  describeDue,
  formatBytes,
  formatDay,
  formatInstant,
  formatLarge,
  formatNumber,
  formatShort,
  formatTime,
} from './format.ts';
export { Lamp, LampGlyph } from './Lamp.tsx';
export { LAMP_LOOKS, LAMP_ORDER, type LampLook, type LampTone } from './lamp-words.ts';
export { type Me, MeContext, needsNoneOrOneOf, useMe } from './me.ts';
export { MENU_ORDER, type MenuEntry, subjectPath, type WorkbenchModule } from './module.ts';
export { Facts, PageFrame, Panel } from './PageFrame.tsx';
export { ApiProblem, asProblem, type FieldProblem, isApiProblem, type ProblemKind } from './problem.ts';
export { apiKey, newQueryClient, useApiMutation, useApiQuery } from './queries.ts';
export { EmptyState, LoadingSkeleton, QueryView, RefusalNotice, useAfter } from './States.tsx';
export { type PanelSubject, type SubjectPanel, SubjectPanels, SubjectPanelsContext } from './SubjectPanels.tsx';
export { type SessionState, session } from './session.ts';
export { ChainMark, type FactView, Timeline, type TimelineEntry, timelineOf } from './Timeline.tsx';
export { TrailSteps } from './TrailSteps.tsx';
export { UnitLink, UnitLinks } from './UnitLink.tsx';
export { type UnitChoice, UnitPicker, UnitsPicker, useSettled } from './UnitPicker.tsx';
export { useIsCoarse, useIsNarrow, useIsPhone, usePrefersDark, usePrefersStill } from './use-screen.ts';
export { useWindowed } from './use-windowed.ts';
export { WhyPopover } from './WhyPopover.tsx';
