import { Form, Modal } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { RefusalNotice, useApiMutation } from '#ui/workbench';

/** A few fields in a dialog that are sent to one path. What the server says of a field stands at the field. */
export function FormDialog<Values extends object, Answer = unknown>({
  title,
  saveLabel,
  path,
  method = 'post',
  initial,
  body,
  width = 560,
  onClose,
  onDone,
  children,
}: {
  title: string;
  /** The verb: 「设立」, 「保存」. */
  saveLabel: string;
  path: string;
  method?: 'post' | 'put';
  initial: Values;
  /** What is sent, where it is not the values themselves. */
  body?: (values: Values) => unknown;
  width?: number;
  onClose: () => void;
  onDone?: (answer: Answer) => void;
  children: ReactNode;
}) {
  const [form] = Form.useForm<Values>();
  const save = useApiMutation<Values, Answer>({
    method,
    path,
    ...(body === undefined ? {} : { body }),
    invalidates: ['/api/directory'],
    onDone: (answer) => {
      onDone?.(answer);
      onClose();
    },
  });
  const fields = save.error?.fields;
  useEffect(() => {
    for (const { field, sentence } of fields ?? []) form.setFields([{ name: field as never, errors: [sentence] }]);
  }, [fields, form]);
  return (
    <Modal
      open
      title={title}
      width={width}
      okText={saveLabel}
      cancelText="先不"
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      destroyOnHidden
    >
      <RefusalNotice problem={save.error} kept="已填写的内容仍在" />
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={initial}
        onFinish={(values) => save.mutate({ ...initial, ...values })}
      >
        {children}
      </Form>
    </Modal>
  );
}
