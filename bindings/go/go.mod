module fos

go 1.24
