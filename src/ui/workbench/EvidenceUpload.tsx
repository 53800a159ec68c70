import { CloseOutlined, ReloadOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { api, newIdempotencyKey } from './api.ts';
import { type EvidenceFile, EvidenceList, type EvidenceView, evidenceOf } from './EvidenceList.tsx';
import { formatBytes } from './format.ts';
import { type ApiProblem, asProblem } from './problem.ts';

type Sending = {
  readonly id: string;
  readonly file: File;
  readonly share: number;
  readonly problem?: ApiProblem | undefined;
};

/**
 * Files chosen, dropped or photographed; sent one by one with progress, each can be cancelled or tried again (with
 * the same key, so that a repeat adds nothing). Their ids go with the act; one that is removed is withdrawn at once.
 */
export function EvidenceUpload({
  value,
  onChange,
  url = '/api/evidence',
  subject,
  accept,
  maxMegabytes = 100,
  hint,
  disabled,
}: {
  value: readonly EvidenceView[];
  onChange: (next: readonly EvidenceView[]) => void;
  url?: string | undefined;
  /** What it is meant for, `task:` and its id; the server asks whether this person may hand in there. */
  subject?: string | undefined;
  accept?: string | undefined;
  maxMegabytes?: number | undefined;
  hint?: string | undefined;
  disabled?: boolean | undefined;
}) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [over, setOver] = useState(false);
  const stops = useRef(new Map<string, AbortController>());
  /** Sent from here and not yet part of an act. */
  const mine = useRef(new Set<string>());
  const latest = useRef(value);
  latest.current = value;
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();

  useEffect(() => {
    const controllers = stops.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  const change = (id: string, next: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.id === id ? { ...one, ...next } : one)));

  const send = async (id: string, file: File) => {
    const controller = new AbortController();
    stops.current.set(id, controller);
    try {
      const answer = await api.upload<EvidenceFile>(url, file, {
        idempotencyKey: id,
        signal: controller.signal,
        onProgress: (share) => change(id, { share }),
        query: { subject },
      });
      mine.current.add(answer.id);
      latest.current = [...latest.current, evidenceOf(answer)];
      onChange(latest.current);
      setSending((all) => all.filter((one) => one.id !== id));
    } catch (error) {
      const problem = asProblem(error);
      if (problem.kind === 'cancelled') setSending((all) => all.filter((one) => one.id !== id));
      else change(id, { problem });
    } finally {
      stops.current.delete(id);
    }
  };

  const take = (files: Iterable<File>) => {
    const tooLarge: string[] = [];
    for (const file of files) {
      if (file.size > maxMegabytes * 1024 * 1024) {
        tooLarge.push(`「${file.name}」有 ${formatBytes(file.size)}, 超过每份 ${maxMegabytes} MB, 请拆分或压缩后再传`);
        continue;
      }
      const id = newIdempotencyKey();
      setSending((all) => [...all, { id, file, share: 0 }]);
      void send(id, file);
    }
    setRefused(tooLarge);
  };

  const withdraw = (id: string) => {
    onChange(value.filter((other) => other.id !== id));
    // What nobody withdraws the server drops by itself after some days: a failure here is no news.
    if (mine.current.delete(id)) void api.delete(`${url}/${id}`).catch(() => undefined);
  };

  return (
    <div className="wb-upload">
      {value.length > 0 && (
        <EvidenceList
          evidence={value}
          action={(one) => (
            <Button
              type="text"
              disabled={disabled ?? false}
              icon={<CloseOutlined aria-hidden="true" />}
              aria-label={`移除 ${one.name}`}
              onClick={() => withdraw(one.id)}
            />
          )}
        />
      )}
      {sending.length > 0 && (
        <ul className="wb-evidence">
          {sending.map((one) => (
            <li key={one.id}>
              <span className="wb-evidence-text">
                <span className="wb-evidence-name">{one.file.name}</span>
                {one.problem ? (
                  <span className="wb-field-problem" role="alert">
                    {one.problem.sentence}
                  </span>
                ) : (
                  <>
                    <Progress
                      percent={Math.floor(one.share * 100)}
                      size="small"
                      showInfo={false}
                      aria-label={`${one.file.name} 上传进度`}
                    />
                    <span className="wb-evidence-facts">
                      {one.share >= 1
                        ? '已送到, 正在核对'
                        : `${formatBytes(Math.round(one.file.size * one.share))} / ${formatBytes(one.file.size)} · ${Math.floor(one.share * 100)}%`}
                    </span>
                  </>
                )}
              </span>
              {one.problem && (
                <Button
                  icon={<ReloadOutlined aria-hidden="true" />}
                  onClick={() => {
                    setSending((all) =>
                      all.map((other) => (other.id === one.id ? { id: one.id, file: one.file, share: 0 } : other)),
                    );
                    void send(one.id, one.file);
                  }}
                >
                  重试
                </Button>
              )}
              <Button
                type="text"
                icon={<CloseOutlined aria-hidden="true" />}
                aria-label={`取消上传 ${one.file.name}`}
                onClick={() => {
                  stops.current.get(one.id)?.abort();
                  setSending((all) => all.filter((other) => other.id !== one.id));
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {refused.map((sentence) => (
        <p key={sentence} className="wb-field-problem" role="alert">
          {sentence}
        </p>
      ))}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div
        className={`wb-upload-drop${over ? ' wb-upload-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!disabled) take(event.dataTransfer.files);
        }}
      >
        <Button
          icon={<UploadOutlined aria-hidden="true" />}
          disabled={disabled ?? false}
          aria-describedby={hintId}
          onClick={() => input.current?.click()}
        >
          选择文件
        </Button>
        <span id={hintId} className="wb-muted">
          {hint ?? `可多选, 也可拖到这里。每份不超过 ${maxMegabytes} MB`}
        </span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          // Inside a form Ant Design shows every file input again.
          style={{ display: 'none' }}
          tabIndex={-1}
          {...(accept === undefined ? {} : { accept })}
          onChange={(event) => {
            take(event.target.files ?? []);
            event.target.value = '';
          }}
        />
      </div>
    </div>
  );
}
