# make site       set everything up and build the three editions with the synthetic pack
# make site PDF=1  the same, with PDFs of each edition and its sections
# make test       set everything up and run every check
# make serve      preview all editions with the synthetic pack, following every edit
# make guide      build the guide to the program, with its examples and its drawing brought up to date
# make prove      show that no edition depends on what it may not know
# make leaks      inject leaks and faults, and show which gate stopped each
# make damaged    damage 10,000 files, and see that the audit ends with each and passes nothing that is broken
# make walk       look at every page of every edition in every way, narrow and wide, light and dark
# make lineage    change every public cell, one by one, and see that exactly its numbers follow
# make mutations  plant 200 mistakes in the prose, and count those that are found
# make elsewhere  run the tests of the program with another partnership in the place of this one
# make tables     read 2,000 random tables with random formats, and see that none is read as Excel does not show it
# make papers     make the PDFs of this site, and read them back sheet by sheet
# make trials     spend a first day in the preview, bring the site to a following year, and try kept results and the peer of `make bench`
# make whole      all of these whole runs, from `prove` on, one after the other
# make bench      measure the build against a plain one; ROUNDS=3 for fewer rounds than seven
# make bench-scale  measure what a page costs as the site grows; MORE=3900 for so many further pages
# make bench-protect  measure the protection of small counts
# make bench-records  measure the counting of 5 million records
# make bench-preview  measure the time from a save to the new page
# make typeface   cut the typeface of the site out of its source again
# make codemirror bundle the editor of the preview again, with npm
# make pictures   take the pictures of the README again

PYTHON ?= python3
PACK ?= data/sample
RUN = .venv/bin

.PHONY: site test serve guide whole prove leaks damaged walk lineage mutations elsewhere tables papers trials bench bench-preview bench-protect bench-records bench-scale pictures typeface codemirror lock clean

site: .venv/ready $(if $(PDF),.venv/pdf)
	$(RUN)/assess $(if $(PDF),pdf,build) --restricted $(PACK)

serve: .venv/ready
	$(RUN)/assess serve --restricted $(PACK) $(if $(EDIT),--edit)

test: .venv/ready .venv/browser .venv/webserver .venv/pdf
	$(RUN)/python -m tests

guide: .venv/ready
	$(RUN)/python guide/examples.py
	$(RUN)/python guide/architecture.py
	NO_MKDOCS_2_WARNING=1 $(RUN)/mkdocs build --strict --config-file guide.yml

prove: .venv/ready
	$(RUN)/assess prove --restricted $(PACK)
	$(RUN)/python -m pytest -m whole tests/leak
	ASSESS_PAIRS=500 $(RUN)/python -m pytest tests/leak/test_random_worlds.py

leaks: .venv/ready .venv/browser .venv/webserver .venv/pdf
	$(RUN)/python tests/leak/tried.py

damaged: .venv/ready
	$(RUN)/python tests/leak/damaged_files.py

walk: .venv/ready .venv/browser
	WALK=whole $(RUN)/python -m pytest tests/content/test_seen_in_a_browser.py -k walk

lineage: .venv/ready
	LINEAGE_CELLS=all $(RUN)/python -m pytest tests/content/test_every_cell.py -s

mutations: .venv/ready
	MUTATIONS=200 $(RUN)/python -m pytest tests/content/test_mutations.py -s

elsewhere: .venv/ready .venv/browser .venv/webserver
	$(RUN)/python -m pytest -m whole tests/package/test_another_partnership.py tests/package/test_new_site.py -s

tables: .venv/ready
	TABLES=2000 $(RUN)/python -m pytest tests/unit/new/test_random_tables.py

papers:
	$(MAKE) site PDF=1
	$(RUN)/python -m pytest tests/content/whole_papers.py

trials: .venv/ready .venv/browser
	$(RUN)/python -m pytest -m whole tests/site tests/content tests/build tests/host tests/guide

whole: prove leaks damaged walk lineage mutations elsewhere tables papers trials

bench: .venv/ready
	$(RUN)/python -m benchmarks $(if $(ROUNDS),--runs $(ROUNDS))

bench-scale: .venv/ready
	$(RUN)/python -m benchmarks.scale $(MORE)

bench-protect: .venv/ready
	$(RUN)/python -m benchmarks.protection --thorough --months

bench-records: .venv/ready
	$(RUN)/python -m benchmarks.records

bench-preview: .venv/ready .venv/browser
	$(RUN)/python -m benchmarks.preview --browser

pictures: site .venv/browser
	$(RUN)/python tests/content/pictures.py

typeface: .venv/ready
	$(RUN)/pip install --quiet --disable-pip-version-check --no-deps --upgrade --target .cache/typeface fontpkg-inter==4.1.post1
	$(RUN)/python assess/theme/assets/fonts/subset.py '.cache/typeface/fontpkg_inter/files/Inter[opsz,wght].ttf'

codemirror: .venv/ready
	$(RUN)/python assess/preview/codemirror/bundle.py

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with make PYTHON=...")'
	$(PYTHON) -m venv .venv
	$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	$(RUN)/python -m compileall -q assess macros redaction # where Python is told to keep nothing compiled, each start would do it again
	touch $@

.venv/browser: .venv/ready
	$(RUN)/python tests/site/browser.py
	touch $@

.venv/pdf: .venv/ready
	$(RUN)/python -m assess.pdf.libraries
	touch $@

.venv/webserver: .venv/ready
	$(RUN)/python tests/host/nginx.py
	touch $@

# Pin every dependency again, by hash and without naming an index; needs uv.
lock:
	uv pip compile pyproject.toml --extra checks --extra pdf --extra records --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet --upgrade -o requirements.lock

clean:
	rm -rf .venv .cache site
