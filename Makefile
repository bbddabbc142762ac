# Builds casus as one file and puts it where programs are: make; sudo make install.
#
#   PREFIX   where to install, /usr/local by default
#   DESTDIR  a folder in front of PREFIX, for those who make packages

PREFIX = /usr/local
DESTDIR =
SWIFT = swift
BUILD = .build/release

bin = $(DESTDIR)$(PREFIX)/bin
share = $(DESTDIR)$(PREFIX)/share

all: $(BUILD)/casus

# The Swift libraries go into the file; libedit, RE2 and the C libraries are the system's. The name of the
# folder stays out of it, as in .ci/setup.
$(BUILD)/casus: FORCE
	$(SWIFT) build -c release --static-swift-stdlib --product casus \
	  -Xswiftc -file-prefix-map -Xswiftc '$(CURDIR)=.' -Xcc '-ffile-prefix-map=$(CURDIR)=.' \
	  -Xswiftc -Xfrontend -Xswiftc -no-clang-module-breadcrumbs -Xlinker --build-id=none

install: $(BUILD)/casus
	install -d $(bin) $(share)/man/man1 $(share)/doc/casus/examples/spark
	install -d $(share)/bash-completion/completions $(share)/zsh/site-functions
	install -d $(share)/fish/vendor_completions.d
	install -m 755 $(BUILD)/casus $(bin)/casus
	.ci/plain $(bin)/casus
	install -m 644 docs/casus.1 $(share)/man/man1/casus.1
	install -m 644 README.md LICENSE docs/LANGUAGE.md $(share)/doc/casus
	install -m 644 $(wildcard examples/*.*) $(share)/doc/casus/examples
	install -m 644 examples/spark/* $(share)/doc/casus/examples/spark
	$(BUILD)/casus --generate-completion-script bash \
	  > $(share)/bash-completion/completions/casus
	$(BUILD)/casus --generate-completion-script zsh > $(share)/zsh/site-functions/_casus
	$(BUILD)/casus --generate-completion-script fish \
	  > $(share)/fish/vendor_completions.d/casus.fish

uninstall:
	rm -f $(bin)/casus $(share)/man/man1/casus.1
	rm -f $(share)/bash-completion/completions/casus $(share)/zsh/site-functions/_casus
	rm -f $(share)/fish/vendor_completions.d/casus.fish
	rm -rf $(share)/doc/casus

# A Debian package beside the source: see .ci/deb.
deb:
	.ci/deb

FORCE:

.PHONY: all install uninstall deb FORCE
