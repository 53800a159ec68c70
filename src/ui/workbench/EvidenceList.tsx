import {
  DownloadOutlined,
  FileExcelOutlined,
  FileImageOutlined,
  FileOutlined,
  FilePdfOutlined,
  FileTextOutlined,
  FileWordOutlined,
  FileZipOutlined,
} from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { formatBytes, formatInstant } from './format.ts';

/** 凭证 as a page shows it. */
export type EvidenceView = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly mediaType?: string | undefined;
  /** Hexadecimal digest kept in the ledger. */
  readonly digest?: string | undefined;
  readonly addedAt?: string | undefined;
  readonly addedBy?: string | undefined;
  /** Where it is downloaded; without it the name is plain text. */
  readonly href?: string | undefined;
  /** What it proves. */
  readonly note?: string | undefined;
};

/** A file as the server names it. */
export type EvidenceFile = {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly sm3: string;
  readonly mediaType?: string | undefined;
};

export function evidenceOf(file: EvidenceFile): EvidenceView {
  return { id: file.id, name: file.name, bytes: file.size, digest: file.sm3, href: `/api/evidence/${file.id}` };
}

/** Attached evidence: name, size, who and when, the digest in short. */
export function EvidenceList({
  evidence,
  empty = '还没有凭证',
  action,
}: {
  evidence: readonly EvidenceView[];
  empty?: string | undefined;
  /** Something at the right of each row: 「移除」 while it is not yet sent. */
  action?: ((one: EvidenceView) => ReactNode) | undefined;
}) {
  if (evidence.length === 0) return <p className="wb-muted wb-evidence-empty">{empty}</p>;
  return (
    <ul className="wb-evidence">
      {evidence.map((one) => (
        <li key={one.id}>
          <span className="wb-evidence-icon" aria-hidden="true">
            {iconOf(one.name)}
          </span>
          <span className="wb-evidence-text">
            {one.href === undefined ? (
              <span className="wb-evidence-name">{one.name}</span>
            ) : (
              <a className="wb-evidence-name" href={one.href} download>
                {one.name} <DownloadOutlined aria-label="下载" />
              </a>
            )}
            <span className="wb-evidence-facts">
              {one.note !== undefined && <span>{one.note}</span>}
              <span>{formatBytes(one.bytes)}</span>
              {one.addedBy !== undefined && <span>{one.addedBy}</span>}
              {one.addedAt !== undefined && <time dateTime={one.addedAt}>{formatInstant(one.addedAt)}</time>}
              {one.digest !== undefined && <Digest digest={one.digest} />}
            </span>
          </span>
          {action && <span className="wb-evidence-action">{action(one)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The first eight characters of a digest; the whole on hover and focus. */
export function Digest({ digest, label = 'SM3' }: { digest: string; label?: string }) {
  return (
    <Tooltip title={<span className="wb-digest-whole">{digest}</span>}>
      <button type="button" className="wb-digest" aria-description={digest}>
        {label} {digest.slice(0, 8)}
      </button>
    </Tooltip>
  );
}

function iconOf(name: string): ReactNode {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  switch (extension) {
    case 'pdf':
    case 'ofd':
      return <FilePdfOutlined aria-hidden="true" />;
    case 'doc':
    case 'docx':
    case 'wps':
      return <FileWordOutlined aria-hidden="true" />;
    case 'xls':
    case 'xlsx':
    case 'et':
    case 'csv':
      return <FileExcelOutlined aria-hidden="true" />;
    case 'png':
    case 'jpg':
    case 'jpeg':
    case 'webp':
      return <FileImageOutlined aria-hidden="true" />;
    case 'zip':
    case 'rar':
    case '7z':
      return <FileZipOutlined aria-hidden="true" />;
    case 'txt':
      return <FileTextOutlined aria-hidden="true" />;
    default:
      return <FileOutlined aria-hidden="true" />;
  }
}
