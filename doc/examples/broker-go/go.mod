module broker

go 1.24

require fos v0.0.0

replace fos => ../../../bindings/go
